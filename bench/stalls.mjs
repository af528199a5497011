/**
 * `node bench/stalls.mjs [reports | streams | rosters [users]]`: measures whether reports, open streams and large
 * rosters delay anything else, on the production build. First: the longest time that another request waits while
 * reports of a run of 20,000 users are made, compared with the time without a report. Then: the speed of a run with 200
 * open streams, compared with the speed without any. And the longest piece of work of every request about a roster of
 * 100,000 users.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, withBundled } from './bundled.mjs';
import { figure } from './figures.mjs';
import { rosters } from './rosters.mjs';
import { apiOf, processorMs, waitsDuring, withServer } from './server.mjs';

const [only, rosterUsers = '100000'] = process.argv.slice(2);
const reportedUsers = 20_000;
const calledUsers = 500;
const streams = 200;
/** Time that the stand-in for Atlassian takes to answer, in ms: about 200 users/s. */
const latencyMs = 2;

const say = (line) => process.stdout.write(`${line}\n`);

if (only !== 'reports' && only !== 'streams') await rosters(Number(rosterUsers));
if (only === 'rosters') process.exit();

await withBundled(['bench/follow-data.ts', 'bench/stand-in.ts'], async (outdir) => {
  if (only !== 'streams') await onRun(outdir, reportedUsers, [], {}, reports);
  if (only === 'reports') return;
  const standIn = spawn(process.execPath, [join(outdir, 'stand-in.mjs'), String(latencyMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await new Promise((ready) =>
      standIn.stdout.once('data', (text) => ready(String(text).trim())),
    );
    const environment = {
      ATLASSIAN_API_URL: `http://127.0.0.1:${port}`,
      ATLASSIAN_ORG_API_KEY: 'test-key-of-the-bench',
      ATLASSIAN_ORG_ID: 'org',
    };
    const speeds = { alone: [], followed: [] };
    const costs = { alone: [], followed: [] };
    for (let round = 0; round < 3; round += 1) {
      for (const [name, followers] of [
        ['alone', 0],
        ['followed', streams],
      ]) {
        const { speed, processor } = await onRun(outdir, calledUsers, ['0'], environment, (api) =>
          goOn(api, followers),
        );
        speeds[name].push(speed);
        costs[name].push(processor);
        say(
          `run with ${followers} open streams: ${Math.round(speed)} users/s, ${processor.toFixed(2)} ms of processor a user`,
        );
      }
    }
    const median = (values) => values.toSorted((a, b) => a - b)[1];
    const ratio = { unit: '×', digits: 2 };
    const [speed, cost] = [speeds, costs].map(({ alone, followed }) => median(followed) / median(alone));
    figure(`run with ${streams} open streams, to one without: speed`, speed, { ...ratio, atLeast: 0.9 });
    figure(`run with ${streams} open streams, to one without: processor time a user`, cost, ratio);
  } finally {
    standIn.kill();
  }
});

/** Calls `work` with the API of a Lockstep whose data folder has one run of this many users. */
async function onRun(outdir, users, more, environment, work) {
  const dataDir = await mkdtemp(join(tmpdir(), 'lockstep-bench-'));
  try {
    const made = spawnSync(
      process.execPath,
      [join(outdir, 'follow-data.mjs'), dataDir, String(users), ...more],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    if (made.status !== 0) throw new Error('The run could not be made.');
    return await withServer(dataDir, environment, async (link, pid) => work({ ...(await apiOf(link)), pid }));
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function reports(api) {
  const { get } = api;
  // The first request of each route also loads modules of Next. It is sent before, so that this is not measured.
  const things = ['/report.csv', '/report.html', '/report.json', ''];
  for (const thing of things) await (await get(`/api/runs/run${thing}`)).arrayBuffer();
  const nothing = await waitsDuring(api, () => new Promise((resolve) => setTimeout(resolve, 1_500)));
  say(`another request, at most, without a report: ${Math.round(nothing)} ms`);
  for (const thing of things) {
    const begun = performance.now();
    const wait = await waitsDuring(api, async () => (await get(`/api/runs/run${thing}`)).arrayBuffer());
    const took = performance.now() - begun;
    say(
      `another request, at most, during /api/runs/run${thing}: ${Math.round(wait)} ms of ${Math.round(took)} ms (${(wait / took).toFixed(2)} ×)`,
    );
  }
}

/**
 * Resumes the run and follows it to its end, with `followers` open streams. Returns users/s, and processor time in ms
 * per user.
 */
async function goOn(api, followers) {
  const open = Array.from({ length: followers }, () => stream(api));
  await Promise.all(open.map(({ begun }) => begun));
  const begun = performance.now();
  const processorBefore = await processorMs(api.pid);
  const said = await api.post('/api/runs/run/commands', { command: 'resume' });
  if (!said.ok) throw new Error(await said.text());
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { runs } = await (await api.get('/api/runs')).json();
    if (runs[0].status === 'paused') throw new Error(`The run was paused: ${JSON.stringify(runs[0].counts)}`);
    if (runs[0].status === 'ended') break;
  }
  const took = performance.now() - begun;
  const processor = (await processorMs(api.pid)) - processorBefore;
  const seen = new Set(await Promise.all(open.map(({ ended }) => ended)));
  if (seen.size > 1) throw new Error('Not every stream had every entry.');
  return { speed: (calledUsers * 1_000) / took, processor: processor / calledUsers };
}

/** One open stream; `ended` resolves to the number of its entries. */
function stream({ base, headers }) {
  const { promise: begun, resolve: began } = deferred();
  const { promise: ended, resolve: end } = deferred();
  request(`${base}/api/runs/run/events`, { headers, agent: false }, (answer) => {
    began();
    let entries = 0;
    answer.on('data', (bytes) => {
      for (let at = bytes.indexOf('id: '); at >= 0; at = bytes.indexOf('\nid: ', at + 1)) entries += 1;
    });
    answer.on('end', () => end(entries));
  }).end();
  return { begun, ended };
}

function deferred() {
  const made = {};
  made.promise = new Promise((resolve) => {
    made.resolve = resolve;
  });
  return made;
}
