/** Checks whether this Node.js can run Lockstep. Even old versions must be able to parse it. */

/** Returns false and says what to do if the running version is below 20.9. */
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
