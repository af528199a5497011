/** The started program, for scripts that use it: benches, screenshots, the comparison of two commits. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The text with which a script prints its link: `npm start` and `npm run dev`. */
const printed = {
  'scripts/start.mjs': /Lockstep is ready: (\S+)/,
  'scripts/dev.mjs': /Lockstep in development: (\S+)/,
};

/**
 * Runs a `script` of the checkout in `root` on a data folder while `work` is under way, and stops it afterwards. `work`
 * gets the launch link and the process ID. Rejects with what was printed if it ends before it is ready.
 */
export async function withProgram({ root, script = 'scripts/start.mjs', dataDir, environment = {} }, work) {
  const program = spawn(process.execPath, [join(root, script)], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      LOCKSTEP_OPEN: '0',
      LOCKSTEP_DEMO: 'quick',
      LOCKSTEP_DATA_DIR: dataDir,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    return await work(await linkOf(program, printed[script]), program.pid);
  } finally {
    program.kill('SIGINT');
    if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
  }
}

/** Runs `work` with the path of a new data folder, and removes the folder afterwards. */
export async function withDataDir(work) {
  const dataDir = await mkdtemp(join(tmpdir(), 'lockstep-'));
  try {
    return await work(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function linkOf(program, pattern) {
  return new Promise((resolve, reject) => {
    let text = '';
    program.stdout.on('data', (more) => {
      text += more;
      const [, link] = pattern.exec(text) ?? [];
      if (link) resolve(link);
    });
    program.once('exit', () => reject(new Error(`Lockstep ended:\n${text}`)));
  });
}
