import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '#lib/adapters/sqlite/database';
import type { Safekeeping } from '#lib/adapters/sqlite/safekeeping';
import { runStore } from '#lib/adapters/sqlite/stores/run-store';
import type { RunEvent } from '#lib/domain/run/events';
import { atOnce } from '#lib/domain/text/pieces';
import type { ImportedRun, RunStore } from '#lib/engine/storage/runs';
import { turn } from '#lib/engine/turns';
import { samplePlan } from '#test/samples/run';
import { savePlan, unsealedPlan } from '#test/save-plan';

const users = 1_200;
let folder: string;
let database: Database;
let safe: Safekeeping;
let close: () => void;
let store: RunStore;

function open(): void {
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.message);
  ({ database, close, safe } = opened);
  store = runStore(database, safe);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-imported-'));
  open();
  savePlan(store, unsealedPlan('plan', 2), samplePlan(2));
  store.createRun({ id: 'run', planId: 'plan', createdAt: 0 });
});

afterEach(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

function elsewhere(id: string): ImportedRun {
  const events: RunEvent[] = [{ type: 'started', total: users, planDigest: '' }];
  for (let position = 0; position < users; position += 1) {
    events.push({ type: 'intended', position, attempt: 1, before: 'active' });
  }
  return {
    plan: unsealedPlan(`${id}-plan`, users),
    entries: samplePlan(users),
    run: { id, createdAt: 7 },
    events,
  };
}

const rowsOf = (id: string) =>
  ['plan_entries WHERE plan_id', 'journal WHERE run_id', 'journal_heads WHERE run_id'].map((from) =>
    database
      .prepare<[string], number>(`SELECT count(*) FROM ${from} = ?`)
      .pluck()
      .get(from.startsWith('plan') ? `${id}-plan` : id),
  );
const settings = () =>
  database.prepare<[], number>("SELECT count(*) FROM settings WHERE key LIKE 'importing:%'").pluck().get();

it('writes the run in pieces, with a run’s journal in between, and shows it when it is whole', async () => {
  const imported = elsewhere('other');
  let written = false;
  const saved = store.saveImported(imported).finally(() => {
    written = true;
  });
  let turns = 0;
  for (; !written; turns += 1) {
    const shown = store.runs().map(({ id }) => id);
    if (!written) expect([shown, store.plan('other-plan')]).toEqual([['run'], null]);
    // The entry of another run is on disk at once, and the folder's note is about that run.
    expect(store.append('run', [{ type: 'interrupted' }], 5).ok).toBe(true);
    safe.secure();
    expect(safe.noted()?.newest?.runId).toBe('run');
    await turn();
  }
  expect(turns).toBeGreaterThan(4);
  expect(await saved).toMatchObject({ id: 'other', number: 2 });
  expect(store.planEntries('other-plan')).toEqual(imported.entries);
  expect(store.journal('other', 0, users + 1).map(({ event }) => event)).toEqual(imported.events);
  expect(atOnce(store.checkJournal('other'))).toMatchObject({ intact: true, entries: users + 1 });
  expect(store.journal('run', 0, 1_000)).toHaveLength(turns);
  expect(database.pragma('foreign_key_check')).toEqual([]);
  expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(settings()).toBe(0);
});

it('leaves nothing where a row cannot be written', async () => {
  const imported = elsewhere('other');
  const [first] = imported.entries;
  const twice = { ...imported, entries: [...imported.entries, ...(first ? [{ ...first }] : [])] };
  await expect(store.saveImported(twice)).rejects.toThrow(/UNIQUE/);
  expect(store.runs()).toHaveLength(1);
  expect([rowsOf('other'), settings()]).toEqual([[0, 0, 0], 0]);
  expect(await store.saveImported(imported)).toMatchObject({ number: 2 });
});

it('deletes at the start what a process that died in the middle has written', async () => {
  const saved = store.saveImported(elsewhere('other'));
  await turn();
  await turn();
  expect(rowsOf('other')[0]).toBeGreaterThan(0);
  close();
  await expect(saved).rejects.toThrow();
  open();
  expect(store.runs().map(({ id }) => id)).toEqual(['run']);
  expect([rowsOf('other'), settings()]).toEqual([[0, 0, 0], 0]);
});
