/**
 * Compares Lockstep with what an admin would use instead, against the same stand-in. The figures are ratios, since
 * machines differ.
 */
import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { figure, noFigure } from './figures.mjs';
import { accounts, lockstepRun } from './lockstep-run';

interface StandIn {
  url: string;
  counts(): Promise<{ answered: number; refused: number }>;
  close(): void;
}

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);

async function standIn(latencyMs = 0, perSecond = 0): Promise<StandIn> {
  const child = spawn(
    process.execPath,
    [path.join(here, 'stand-in.mjs'), String(latencyMs), String(perSecond)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const port = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text: Buffer) => resolve(String(text).trim())),
  );
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    counts: async () =>
      (await fetch(`${url}/counts`)).json() as Promise<{ answered: number; refused: number }>,
    close: () => child.kill(),
  };
}

/**
 * A bare loop of calls, one after the other. With `look`, each account is read first. With `keep`, a line about each
 * user is on disk before the next call, as any program needs that must know what it did.
 */
async function bareLoop(
  url: string,
  ids: readonly string[],
  { look = false, keep = false } = {},
): Promise<number> {
  const headers = { authorization: 'Bearer test', 'content-type': 'application/json' };
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-loop-'));
  const file = openSync(path.join(folder, 'done.txt'), 'a');
  const begun = performance.now();
  for (const id of ids) {
    const base = `${url}/users/${encodeURIComponent(id)}/manage`;
    if (look) await (await fetch(`${base}/profile`, { headers })).json();
    const answer = await fetch(`${base}/lifecycle/disable`, { method: 'POST', headers });
    if (answer.status !== 204) throw new Error(String(answer.status));
    if (!keep) continue;
    writeSync(file, `${id} deactivated\n`);
    fsyncSync(file);
  }
  const took = performance.now() - begun;
  closeSync(file);
  rmSync(folder, { recursive: true, force: true });
  return took;
}

function newman(url: string, ids: readonly string[]): number | null {
  const bin = path.resolve('node_modules/newman/bin/newman.js');
  if (!existsSync(bin)) return null;
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-newman-'));
  const item = {
    name: 'disable',
    request: { method: 'POST', url: `${url}/users/{{id}}/manage/lifecycle/disable`, header: [] },
  };
  const collection = {
    info: { name: 'bench', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: [item],
  };
  writeFileSync(path.join(folder, 'c.json'), JSON.stringify(collection));
  writeFileSync(path.join(folder, 'd.csv'), ['id', ...ids].join('\n'));
  const begun = performance.now();
  execFileSync(process.execPath, [
    bin,
    'run',
    path.join(folder, 'c.json'),
    '-d',
    path.join(folder, 'd.csv'),
    '--silent',
  ]);
  const took = performance.now() - begun;
  rmSync(folder, { recursive: true, force: true });
  return took;
}

const rate = (count: number, ms: number) => (1_000 * count) / ms;
const ratio = { unit: '×', digits: 2 };
let from = 0;
function some(count: number): string[] {
  from += count;
  return accounts(count, from - count);
}
function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
/** The median of three, since other programs disturb single runs. */
async function middle(measure: () => Promise<number>): Promise<number> {
  return median([await measure(), await measure(), await measure()]);
}

const fast = await standIn();
/**
 * Number of users of a round. A run of 2,000 is over before its code is compiled, and says little about one of 20,000.
 */
const round = 5_000;
await bareLoop(fast.url, some(round), { look: true });
await lockstepRun(fast.url, () => some(round));
const bare = await middle(async () => rate(round, await bareLoop(fast.url, some(round))));
const bareLook = await middle(async () => rate(round, await bareLoop(fast.url, some(round), { look: true })));
// The measurements alternate, since the speed of a disk changes from moment to moment.
const kept: number[] = [];
const run: number[] = [];
for (let turn = 0; turn < 5; turn += 1) {
  kept.push(rate(round, await bareLoop(fast.url, some(round), { keep: true })));
  run.push(rate(round, await lockstepRun(fast.url, () => some(round))));
}
const bareKeep = median(kept);
const ours = median(run);
figure('0 ms, users/s: bare loop', bare);
figure('0 ms, users/s: bare loop with a durable write a user', bareKeep);
figure('0 ms, users/s: bare loop that reads first', bareLook);
figure('0 ms, users/s: Lockstep, concurrency 1', ours);
figure('0 ms: Lockstep to bare loop', ours / bare, ratio);
figure('0 ms: Lockstep to bare loop with a durable write a user', ours / bareKeep, {
  ...ratio,
  atLeast: 0.8,
});
figure('0 ms: Lockstep to bare loop that reads first', ours / bareLook, ratio);
const postman = newman(fast.url, some(500));
if (postman === null) noFigure('0 ms: Lockstep to Newman', 'newman is not installed', 'at least 20 ×');
else figure('0 ms: Lockstep to Newman', ours / rate(500, postman), { ...ratio, atLeast: 20 });
fast.close();

const counted = await standIn();
await counted.counts();
await lockstepRun(counted.url, () => some(300));
figure('requests a deactivated user, in a run of 300', (await counted.counts()).answered / 300, {
  digits: 2,
  atMost: 1.15,
});
counted.close();

const slow = await standIn(20);
const slowBare = rate(400, await bareLoop(slow.url, some(400)));
const slowLook = rate(400, await bareLoop(slow.url, some(400), { look: true }));
// The counts, the canary and the first block of readings take six latencies, however many users a run has.
const slowKeep = rate(1_000, await bareLoop(slow.url, some(1_000), { keep: true }));
const slowOurs = rate(1_000, await lockstepRun(slow.url, () => some(1_000)));
const atEight = rate(4_000, await lockstepRun(slow.url, () => some(4_000), { concurrency: 8 }));
figure('20 ms: Lockstep to bare loop', slowOurs / slowBare, ratio);
figure('20 ms: Lockstep to bare loop with a durable write a user', slowOurs / slowKeep, {
  ...ratio,
  atLeast: 0.97,
});
figure('20 ms: Lockstep to bare loop that reads first', slowOurs / slowLook, ratio);
figure('20 ms: concurrency 8 to 1', atEight / slowOurs, { ...ratio, atLeast: 7.5 });
slow.close();

const limit = 100;
const limited = await standIn(20, limit);
await limited.counts();
const limitedMs = await lockstepRun(limited.url, () => some(600), { concurrency: 8 });
const { answered, refused } = await limited.counts();
figure(`${limit} calls/s allowed: used`, rate(answered - refused, limitedMs) / limit, {
  ...ratio,
  atLeast: 0.95,
});
figure(`${limit} calls/s allowed: answered 429`, (100 * refused) / answered, {
  unit: '%',
  digits: 2,
  atMost: 1,
});
limited.close();

if (!process.argv.includes('--quick')) {
  const server = await standIn();
  const used = (count: number) =>
    Number(
      execFileSync(process.execPath, [
        '--expose-gc',
        path.join(here, 'memory.mjs'),
        server.url,
        String(count),
      ]),
    );
  const [few, many] = [used(1_000), used(100_000)];
  figure('memory a user, 1,000 to 100,000', (many - few) / 99_000, { unit: 'bytes', atMost: 120 });
  server.close();
}
