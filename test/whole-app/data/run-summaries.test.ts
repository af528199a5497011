/** Tests the stored summaries of ended runs: how often a journal is folded, and that the journal outranks them. */
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sha256 } from '#lib/adapters/sha256';
import { databaseName, openDatabase } from '#lib/adapters/sqlite/database';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { retentionStore } from '#lib/adapters/sqlite/stores/retention-store';
import { runStore } from '#lib/adapters/sqlite/stores/run-store';
import { summaryStore } from '#lib/adapters/sqlite/stores/summary-store';
import { RunStates } from '#lib/engine/history/run-states';
import type { RunStore } from '#lib/engine/storage/runs';
import { checkAll } from '#lib/server/check-journal';
import { writeLongRun } from '#test/long-run';
import { temporaryFolder } from '#test/temporary-folder';

const folder = temporaryFolder('lockstep-summaries-');
let close = () => {};

beforeEach(() => {
  folder.make();
  writeLongRun(folder.path, 12);
});
afterEach(() => {
  close();
  close = () => {};
  folder.remove();
});

/** The states of a process that has just been started, and how many batches of the journal it has read. */
function start(watching = false) {
  close();
  const opened = openDatabase(folder.path);
  if (!opened.ok) throw new Error(opened.message);
  close = opened.close;
  const { database, safe } = opened;
  const whole = runStore(database, safe);
  const read = { journals: 0 };
  const store: RunStore = {
    ...whole,
    journal(...given) {
      read.journals += 1;
      return whole.journal(...given);
    },
  };
  return {
    database,
    safe,
    store,
    read,
    states: new RunStates({ store, summaries: summaryStore(database), watching }),
  };
}

/** The summary that a start without any stored one makes. */
function folded() {
  const { database, states } = start();
  database.exec('DELETE FROM run_summaries');
  return states.endedOf('run');
}

/** The lines of `check-journal` about summaries. */
function faults(): string[] {
  const { lines, intact } = checkAll(path.join(folder.path, databaseName));
  const said = lines.filter((line) => line.includes('summary'));
  expect(intact).toBe(said.length === 0);
  return said;
}

function change(sql: string): void {
  close();
  close = () => {};
  const database = new Sqlite(path.join(folder.path, databaseName));
  expect(database.prepare(sql).run().changes).toBeGreaterThan(0);
  database.close();
}

it('reads the journal of an ended run once, also over restarts', () => {
  const first = folded();
  expect(first?.summary).toMatchObject({ status: 'ended', total: 12, settled: 12, how: 'completed' });
  expect(first?.verdicts).toMatch(/^m{12}$/);
  const { read, states } = start();
  expect(states.endedOf('run')).toEqual(first);
  expect(states.summaryOf('run', true)).toEqual(first?.summary);
  expect(read.journals).toBe(0);
  expect(states.stateOf('run').settled).toBe(12);
  expect(faults()).toEqual([]);
});

it('stores no summary while it only watches', () => {
  const { database, states } = start(true);
  expect(states.endedOf('run')?.summary.settled).toBe(12);
  expect(database.prepare('SELECT count(*) FROM run_summaries').pluck().get()).toBe(0);
});

it('renews a summary when entries were added after the end', () => {
  folded();
  const { store, states, database } = start();
  const before = states.endedOf('run');
  const readings = [{ position: 3, reading: 'active' as const }];
  expect(store.append('run', [{ type: 'rechecked', readings }], 9)).toMatchObject({ ok: true });
  const after = states.endedOf('run');
  expect(after?.summary).toMatchObject({ contradicted: 1, seq: (before?.summary.seq ?? 0) + 1 });
  expect(after?.verdicts).toBe('nnnEnnnnnnnn');
  expect(database.prepare('SELECT entries FROM run_summaries').pluck().get()).toBe(after?.summary.seq);
  expect(start().states.endedOf('run')).toEqual(after);
});

it.each([
  ['its numbers', 'UPDATE run_summaries SET summary = replace(summary, \'"settled":12\', \'"settled":11\')'],
  ['its verdicts', "UPDATE run_summaries SET verdicts = replace(verdicts, 'm', 'n')"],
  ['its text', "UPDATE run_summaries SET summary = '{'"],
  ['its hash', "UPDATE run_summaries SET hash = 'x'"],
  ['its head', "UPDATE run_summaries SET head = 'x'"],
  ['its number of entries', 'UPDATE run_summaries SET entries = entries - 1'],
])('does not believe a summary with a damage in %s', (_, damage) => {
  const right = folded();
  change(damage);
  expect(faults()).toEqual([]);
  expect(start().states.endedOf('run')).toEqual(right);
  expect(start().read.journals).toBe(0);
  expect(faults()).toEqual([]);
});

it('makes the summary of an earlier version again, which did not have the count at the end', () => {
  const right = folded();
  const { database, states } = start();
  const head = summaryStore(database).head('run');
  if (right === null || head === null) throw new Error('There is no summary.');
  const { activeAtEnd, pause, ...earlier } = right.summary;
  summaryStore(database).save('run', head, { ...right, summary: earlier as typeof right.summary });
  expect(states.endedOf('run')).toEqual(right);
  expect(faults()).toEqual([]);
});

it('makes a summary of before its version was in the hash again, and check-journal has nothing against it', () => {
  const right = folded();
  const { database, states } = start();
  const { entries, hash } = summaryStore(database).head('run') ?? { entries: 0, hash: '' };
  const verdicts = 'f'.repeat(12);
  const text = JSON.stringify(right?.summary);
  const earlier = sha256(`run\n${entries}\n${hash}\n${text}\n${verdicts}`);
  database.prepare('UPDATE run_summaries SET verdicts = ?, hash = ?').run(verdicts, earlier);
  expect(faults()).toEqual([]);
  expect(states.endedOf('run')).toEqual(right);
  expect(start().states.endedOf('run')).toEqual(right);
  expect(start().read.journals).toBe(0);
});

it('an edited summary with a right hash is found by check-journal, and replaced when the run is opened', () => {
  const right = folded();
  const { database, states } = start();
  const head = summaryStore(database).head('run');
  if (right === null || head === null) throw new Error('There is no summary.');
  const edited = { ...right, summary: { ...right.summary, settled: 11 } };
  summaryStore(database).save('run', head, edited);
  expect(states.endedOf('run')).toEqual(edited);
  expect(faults()).toEqual([
    'Run 1: the stored summary is NOT WHAT THE JOURNAL SAYS. It is made again when the run is opened in Lockstep.',
  ]);
  const again = start().states;
  again.renew('run', again.stateOf('run'));
  expect(again.endedOf('run')).toEqual(right);
  expect(faults()).toEqual([]);
});

it('a summary is deleted with its run', () => {
  folded();
  const { database, safe } = start();
  retentionStore(database, safe, { hasAccount: () => false }).removeRun('run');
  expect(database.prepare('SELECT count(*) FROM run_summaries').pluck().get()).toBe(0);
});
