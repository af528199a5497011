import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { damageIn } from '#lib/adapters/sqlite/damage';
import { databaseName, openDatabase } from '#lib/adapters/sqlite/database';
import { runStore } from '#lib/adapters/sqlite/stores/run-store';
import { checkAll } from '#lib/server/check-journal';
import { samplePlan } from '#test/samples/run';
import { savePlan, unsealedPlan } from '#test/save-plan';
import { temporaryFolder } from '#test/temporary-folder';

const folder = temporaryFolder('lockstep-database-');
beforeEach(() => folder.make());
afterEach(() => folder.remove());

function open() {
  const opened = openDatabase(folder.path);
  if (!opened.ok) throw new Error(opened.message);
  return opened;
}

/** The database with a plan, of which the first page of `table` is damaged; and its file. */
function damagedIn(table: string) {
  const { database, safe, close } = open();
  const plan = unsealedPlan('plan', 2);
  savePlan(runStore(database, safe), plan, samplePlan(2));
  const pageSize = Number(database.pragma('page_size', { simple: true }));
  const root = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table);
  close();
  const file = path.join(folder.path, databaseName);
  const bytes = readFileSync(file);
  // The first byte of a page is its type; type 255 does not exist.
  bytes[(Number(root) - 1) * pageSize] = 255;
  writeFileSync(file, bytes);
  return { file, bytes };
}

const damaged = { ok: false, code: 'damaged', hint: expect.stringContaining('copy') };

it('does not open or change a file with a damaged page that nothing reads at the start', () => {
  const { file, bytes } = damagedIn('plan_entries');
  expect(openDatabase(folder.path)).toMatchObject(damaged);
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

it('checks only what does not grow with every run where the file is large', () => {
  const { file } = damagedIn('plan_entries');
  const opened = openDatabase(folder.path, 1_000);
  if (!opened.ok) throw new Error(opened.message);
  const { database, safe, close } = opened;
  expect(damageIn(database)).toContain('in database main');
  expect(() => runStore(database, safe).planEntries('plan')).toThrow('malformed');
  close();
  expect(checkAll(file)).toMatchObject({ intact: false });
});

it('does not open a large file with a damaged page in what guards read', () => {
  damagedIn('protections');
  expect(openDatabase(folder.path, 1_000)).toMatchObject(damaged);
});
