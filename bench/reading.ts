/**
 * Measures reading exports: 100,000 rows × 20 columns compared with PapaParse alone on the same text, and 1,000,000
 * rows × 10 columns read and stored, with the memory used.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '#lib/adapters/sqlite/database';
import { rosterStore } from '#lib/adapters/sqlite/stores/roster-store';
import { readRoster } from '#lib/domain/roster/reader';
import { figure } from './figures.mjs';

const require = createRequire(import.meta.url);
delete require.cache[require.resolve('papaparse')];
/**
 * A second copy of PapaParse, for the measurement of PapaParse alone. There the rows stay in memory, so V8 would learn
 * to allocate them as long-lived objects. The rows of an upload are never long-lived, so the two must not share code.
 */
const papaParse: typeof import('papaparse') = require('papaparse');

const megabyte = 1_000_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const id = (at: number): string => `557058:00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const fixed = ['User id', 'User name', 'email', 'User status', 'Added to org', 'Org role'];

function headerOf(columns: number): string {
  const seen = Array.from({ length: columns - fixed.length }, (_, at) => `Last seen in Product ${at} - acme`);
  return [...fixed, ...seen].join(',');
}

/** `quoted`: names such as `"Person 7, Sample"`, for which PapaParse has no fast path. */
function rowOf(at: number, columns: number, quoted: boolean): string {
  const name = quoted ? `"Person ${at}, Sample"` : `Sample Person ${at}`;
  const cells = [id(at), name, `person.${at}@example.com`, 'Active', '3 Jan 2024', ''];
  for (let column = cells.length; column < columns; column += 1) {
    cells.push((at + column) % 3 === 0 ? 'Never accessed' : `${1 + ((at + column) % 28)} Apr 2024`);
  }
  return cells.join(',');
}

/** The file in pieces of about 64 kB, generated while it is read, so that it takes no memory. */
async function* file(rows: number, columns: number, quoted: boolean): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(`${headerOf(columns)}\n`);
  for (let at = 0; at < rows; at += 500) {
    const lines = Array.from({ length: Math.min(500, rows - at) }, (_, next) =>
      rowOf(at + next, columns, quoted),
    );
    yield encoder.encode(`${lines.join('\n')}\n`);
  }
}

async function against(quoted: boolean): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file(100_000, 20, quoted)) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const ratios: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    // Each measurement pays for its own garbage collection.
    globalThis.gc?.();
    const start = performance.now();
    papaParse.parse(text);
    const alone = performance.now() - start;
    async function* again() {
      yield* chunks;
    }
    globalThis.gc?.();
    const began = performance.now();
    const read = await readRoster(again(), () => undefined);
    const took = performance.now() - began;
    if (!read.ok || read.summary.users !== 100_000) throw new Error('The file was not read whole.');
    ratios.push(took / alone);
    say(
      `100,000 × 20${quoted ? ', names in quotes' : ''} (${Math.round(text.length / megabyte)} MB): PapaParse ${Math.round(alone)} ms, read ${Math.round(took)} ms, ${(took / alone).toFixed(2)} times`,
    );
  }
  const [low = 0, , , middle = 0, , , high = 0] = ratios.sort((a, b) => a - b);
  say(`seven rounds: from ${low.toFixed(2)} to ${high.toFixed(2)} times PapaParse`);
  figure(
    `reading 100,000 × 20${quoted ? ', names in quotes' : ''}, to PapaParse alone: median of seven`,
    middle,
    {
      unit: '×',
      digits: 2,
      atMost: 3,
    },
  );
}

async function million(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-reading-'));
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.message);
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50);
  const began = performance.now();
  const read = await rosterStore(opened.database).read(
    { id: 'a', createdAt: 0, name: 'a.csv', writtenAt: null },
    file(1_000_000, 10, true),
    { mapping: null, questions: { rules: [], ruled: [], ownAddress: '' }, today: '2026-11-27' },
  );
  if (!read.ok) throw new Error(read.error.message);
  const parsed = performance.now() - began;
  await read.draft.finish([]);
  const took = performance.now() - began;
  clearInterval(watch);
  opened.close();
  rmSync(folder, { recursive: true });
  say(`1,000,000 × 10: read in ${(parsed / 1000).toFixed(1)} s`);
  figure('reading and storing 1,000,000 × 10', took / 1000, { unit: 's', digits: 1, atMost: 30 });
  figure('reading and storing 1,000,000 × 10: memory at most', most / megabyte, { unit: 'MB', atMost: 512 });
}

if (process.argv[2] === 'against') {
  await against(true);
  await against(false);
} else await million();
