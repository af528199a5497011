/**
 * Writes a journal entry every few milliseconds, as a fast run does, first alone and then while a million rows are
 * uploaded in the same process. Prints how long the writes took, and how long everything else waited at most.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RunStore } from '#lib/engine/storage/runs';
import { composeApp } from '#lib/server/compose';
import { writeLongRun } from '#test/long-run';
import { longestWait } from './longest-wait';

const [rowsText = '1000000'] = process.argv.slice(2);
const rows = Number(rowsText);
const everyMs = 5;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const id = (at: number): string => `557058:00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

async function* file(): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode('User id,User name,email,User status,Added to org,Org role\n');
  for (let at = 0; at < rows; at += 500) {
    let text = '';
    for (let next = at; next < Math.min(rows, at + 500); next += 1) {
      text += `${id(next)},"Person ${next}, Sample",person.${next}@example.com,Active,3 Jan 2024,\n`;
    }
    yield encoder.encode(text);
  }
}

/** Writes until `work` is over. Returns the time of each write in ms, in ascending order. */
async function writesDuring(store: RunStore, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let isOver = false;
  const ended = work().finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const begun = performance.now();
    const written = store.append('run', [{ type: 'resumed' }], Date.now());
    times.push(performance.now() - begun);
    if (!written.ok) throw new Error(written.message);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  await ended;
  return times.sort((a, b) => a - b);
}

function sayTimes(what: string, times: readonly number[]): void {
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
  say(
    `${what}: ${times.length} writes, median ${at(0.5)} ms, 99 % within ${at(0.99)} ms, at most ${at(1)} ms`,
  );
}

const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-'));
writeLongRun(folder, 100, 3);
let runs: RunStore | null = null;
const rosterWorker = pathToFileURL(path.resolve('dist', 'roster-worker.mjs'));
const nowhere = { apiUrl: 'http://127.0.0.1:1', apiKey: undefined, organisationId: undefined };
const composed = await composeApp({
  dataDir: folder,
  ...nowhere,
  rosterWorker,
  version: 'bench',
  around: (store) => {
    runs = store;
    return store;
  },
});
if (!composed.ok || runs === null) throw new Error('The data folder could not be opened.');
const { app } = composed;
try {
  sayTimes('alone', await writesDuring(runs, () => new Promise((resolve) => setTimeout(resolve, 10_000))));
  let times: number[] = [];
  const store: RunStore = runs;
  const wait = await longestWait(async () => {
    times = await writesDuring(store, async () => {
      const read = await app.engine.rosters.upload(file(), { name: 'users.csv', writtenAt: null });
      if (!read.ok) throw new Error(read.error.message);
      await app.engine.rosters.counts(read.value.id);
    });
  });
  sayTimes(`while ${rows.toLocaleString('en')} rows are uploaded and counted`, times);
  say(`everything else waited ${Math.round(wait)} ms at most`);
} finally {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
}
