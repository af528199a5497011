/** Runs Lockstep on a data folder while `work` runs. Needs the production build (`npm run build`). */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './bundled.mjs';

/** Calls `work` with the launch link and the process ID. */
export async function withServer(dataDir, environment, work) {
  const server = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: root,
    env: { ...process.env, PORT: '0', LOCKSTEP_OPEN: '0', LOCKSTEP_DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const link = await new Promise((ready, failed) => {
    let printed = '';
    server.stdout.on('data', (text) => {
      printed += text;
      const found = /Lockstep is ready: (\S+)/.exec(printed);
      if (found) ready(found[1]);
    });
    server.once('exit', () => failed(new Error(printed)));
  });
  try {
    return await work(link, server.pid);
  } finally {
    server.kill('SIGINT');
    await new Promise((resolve) => server.once('exit', resolve));
  }
}
