/** Whether this Node.js can run Lockstep. Written so that even old versions can read it. */

/** Says what to do and answers false where the running version is below 20.9. */
export function nodeIsNewEnough(version = process.versions.node) {
  const parts = version.split('.');
  const major = Number(parts[0]);
  if (major > 20 || (major === 20 && Number(parts[1]) >= 9)) return true;
  process.stderr.write(
    'Lockstep needs Node.js 20.9 or newer; this is ' +
      version +
      '.\n  Install the current LTS version from https://nodejs.org and start it again.\n',
  );
  return false;
}
