/**
 * `node bench/resident.mjs [users]`: the resident memory of Lockstep while it carries out a run of 100,000 users, on
 * the production build (`npm run build` first) on Linux. The run was sealed and begun by another process, as after a
 * restart, and a page follows it. Atlassian is the stand-in, which answers at once.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, withBundled } from './bundled.mjs';
import { figure } from './figures.mjs';
import { apiOf, withServer } from './server.mjs';

const users = Number(process.argv[2] ?? 100_000);
/** Time between two readings of the memory, in ms. */
const everyMs = 500;

await withBundled(['bench/follow-data.ts', 'bench/stand-in.ts'], async (outdir) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'lockstep-bench-'));
  const standIn = spawn(process.execPath, [join(outdir, 'stand-in.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await new Promise((ready) =>
      standIn.stdout.once('data', (text) => ready(String(text).trim())),
    );
    const made = spawnSync(process.execPath, [join(outdir, 'follow-data.mjs'), dataDir, String(users), '0'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (made.status !== 0) throw new Error('The run could not be made.');
    const environment = {
      ATLASSIAN_API_URL: `http://127.0.0.1:${port}`,
      ATLASSIAN_ORG_API_KEY: 'test-key-of-the-bench',
      ATLASSIAN_ORG_ID: 'org',
    };
    await withServer(dataDir, environment, async (link, pid) => measure({ ...(await apiOf(link)), pid }));
  } finally {
    standIn.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
});

async function measure(api) {
  const before = await residentMb(api.pid);
  follow(api);
  const said = await api.post('/api/runs/run/commands', { command: 'resume' });
  if (!said.ok) throw new Error(await said.text());
  const all = [];
  const begun = performance.now();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    all.push(await residentMb(api.pid));
    const { runs } = await (await api.get('/api/runs')).json();
    if (runs[0].status === 'paused') throw new Error(`The run was paused: ${JSON.stringify(runs[0].counts)}`);
    if (runs[0].status === 'ended') break;
  }
  const seconds = (performance.now() - begun) / 1_000;
  const megabytes = { unit: 'MB' };
  figure('resident memory before the run', before, megabytes);
  for (const part of [0.25, 0.5, 0.75]) {
    figure(
      `resident memory after ${100 * part} % of its time`,
      all[Math.floor(all.length * part)],
      megabytes,
    );
  }
  figure(`resident memory during a run of ${users} users, at most`, Math.max(...all), {
    ...megabytes,
    atMost: 200,
  });
  figure('users/s of that run', users / seconds);
}

/** Reads the events of the run as a page does, and drops them. */
function follow({ base, headers }) {
  request(`${base}/api/runs/run/events`, { headers, agent: false }, (answer) => answer.resume()).end();
}

async function residentMb(pid) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1_024;
}
