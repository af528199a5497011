/** Runs Lockstep on a data folder while `work` runs. Needs the production build (`npm run build`). */
import { readFile } from 'node:fs/promises';
import { withProgram } from '../scripts/setup/program.mjs';
import { root } from './bundled.mjs';

/** Calls `work` with the launch link and the process ID. */
export function withServer(dataDir, environment, work) {
  return withProgram({ root, dataDir, environment }, work);
}

/** Signs in with a launch link and returns the session. */
export async function apiOf(link) {
  // Node cannot resolve the host name of the start.
  const base = `http://localhost:${new URL(link).port}`;
  const own = { origin: base, 'content-type': 'application/json' };
  const launched = await fetch(`${base}/api/session`, {
    method: 'POST',
    headers: own,
    body: JSON.stringify({ code: link }),
  });
  const cookie = launched.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const { token } = await launched.json();
  const headers = { ...own, cookie, 'x-lockstep-token': token };
  const get = (path) => fetch(base + path, { headers });
  const post = (path, body) => fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { base, headers, get, post };
}

/** The longest time of another request until `work` is over, in ms; `pauseMs` apart. */
export async function waitsDuring({ get }, work, pauseMs = 0) {
  let over = false;
  const done = work().finally(() => {
    over = true;
  });
  const waits = [];
  while (!over) {
    const begun = performance.now();
    // A server that is blocked for seconds also closes idle connections.
    await get('/api/session').then(
      (answer) => answer.arrayBuffer(),
      () => undefined,
    );
    waits.push(performance.now() - begun);
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  await done;
  return Math.max(...waits);
}

/**
 * Processor time of a process in ms, on Linux. Unlike speed, it hardly depends on other work of the machine. With
 * `ended`, that of the programs that it started and that have ended is included.
 */
export async function processorMs(pid, { ended = false } = {}) {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1].split(' ');
  const ticks = fields.slice(11, ended ? 15 : 13).reduce((sum, each) => sum + Number(each), 0);
  return ticks * 10;
}
