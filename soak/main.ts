/** The soak: two players at a time, until the time is up or something breaks. */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { availableFaults } from '#test/kill/disk-faults';
import { bundleWorker } from '#test/kill/worker-bundle';
import { readArguments, seedLimit } from './arguments';
import { type Played, type PlayKind, playedSchema, shares, unplayed } from './plays';
import { withRow } from './table';

const players = 2;
const page = path.resolve('docs', 'reliability.md');
const say = (line: string) => void process.stdout.write(`${line}\n`);
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const read = readArguments(process.argv.slice(2));
if (!read.ok) {
  say(read.error);
  process.exit(2);
}
const { minutes, seed, kinds } = read.options;
const commit = commitNow();
const worker = path.join(here, 'worker.mjs');
await bundleWorker(worker);
for (const missing of availableFaults().missing) say(`Left out: ${missing}.`);

const begunAt = performance.now();
const firstSeed = seed ?? Math.floor(Math.random() * (seedLimit / 2));
let nextSeed = firstSeed;
/** The time that plays of each kind took so far, in ms. */
const spent: Record<PlayKind, number> = { model: 0, kills: 0, disk: 0 };
const all: Played[] = [];
const isOver = () =>
  all.some(({ violations }) => violations.length > 0) ||
  (performance.now() - begunAt >= minutes * 60_000 && nextSeed > firstSeed);

await Promise.all(Array.from({ length: minutes === 0 ? 1 : players }, runPlayer));
finish();

async function runPlayer(): Promise<void> {
  const player = fork(path.join(here, 'player.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  while (!isOver()) {
    const order = { kind: nextKind(), seed: nextSeed, worker };
    nextSeed += 1;
    const from = performance.now();
    // Counted as 1 ms in advance, so that two players do not choose the same kind.
    spent[order.kind] += 1;
    player.send(order);
    const heard = new AbortController();
    const first = (event: string) => once(player, event, { signal: heard.signal });
    const [message] = await Promise.race([first('message'), first('exit')]);
    heard.abort();
    spent[order.kind] += performance.now() - from;
    const played = playedSchema.safeParse(message);
    const failed = { ...unplayed(order), violations: [`The player ended: ${String(message)}`] };
    tell(played.success ? played.data : failed);
    if (!played.success) return;
  }
  player.disconnect();
}

/** The kind of play whose time is furthest below its share. */
function nextKind(): PlayKind {
  const had = (kind: PlayKind) => spent[kind] / shares[kind];
  return kinds.reduce((least, kind) => (had(kind) < had(least) ? kind : least));
}

function tell(played: Played): void {
  all.push(played);
  const { kind, violations, kept } = played;
  const counts = { ...played.kills, ...played.faults };
  const what = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  say(`${kind} ${played.seed}: ${what.join(', ') || `${played.modelRuns} runs`}`);
  if (violations.length === 0) return;
  for (const violation of violations.slice(0, 20)) say(`  VIOLATION ${violation}`);
  if (violations.length > 20) say(`  and ${violations.length - 20} more`);
  if (kept !== null) say(`  Data folder and ledger: ${kept}`);
  say(`  Again: npm run soak -- 0 --only ${kind} --seed ${played.seed}`);
}

function finish(): void {
  const violations = all.flatMap((played) => played.violations).length;
  if (violations > 0) process.exitCode = 1;
  const row = {
    date: new Date().toISOString().slice(0, 10),
    commit,
    minutes: (performance.now() - begunAt) / 60_000,
    modelRuns: total(({ modelRuns }) => modelRuns),
    kills: total(({ kills }) => sumOf(kills)),
    faults: {
      full: total(({ faults }) => faults.full ?? 0),
      'file-limit': total(({ faults }) => faults['file-limit'] ?? 0),
      'sync-fails': total(({ faults }) => faults['sync-fails'] ?? 0),
      'write-fails': total(({ faults }) => faults['write-fails'] ?? 0),
    },
    called: total(({ called }) => called),
    violations,
    seeds: [firstSeed, nextSeed - 1] as const,
  };
  say(
    `${row.kills} kills, ${sumOf(row.faults)} disk faults, ${row.modelRuns} runs of the model, ` +
      `${row.called} users called, ${violations} violations`,
  );
  if (seed !== null) return;
  const written = withRow(readFileSync(page, 'utf8'), row);
  if (written === null) throw new Error(`${page} has no place for the table.`);
  writeFileSync(page, written);
}

function total(of: (played: Played) => number): number {
  return all.reduce((sum, played) => sum + of(played), 0);
}

function sumOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The commit, marked if anything but the table differs from it. */
function commitNow(): string {
  const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', '.', ':!docs/reliability.md') !== '';
  return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
}
