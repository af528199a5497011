import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { quietly } from './command.mjs';

/** Runs npm with our own Node.js, so that what it compiles fits. */
export function npm(args, env = process.env) {
  const script = npmScript();
  if (script) return quietly(process.execPath, [script, ...args], { env });
  return quietly('npm', args, { env, shell: process.platform === 'win32' });
}

/** The npm that started us, else the one beside Node.js. */
function npmScript() {
  const starter = process.env.npm_execpath ?? '';
  const folders = [dirname(process.execPath), dirname(realpathSync(process.execPath))];
  const beside = folders.flatMap((folder) => [
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
  ]);
  return [...(basename(starter) === 'npm-cli.js' ? [starter] : []), ...beside].find((path) =>
    existsSync(path),
  );
}
