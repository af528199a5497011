import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { databaseName, openDatabase } from '#lib/adapters/sqlite/database';
import { runStore } from '#lib/adapters/sqlite/stores/run-store';
import { samplePlan } from '#test/samples/run';
import { temporaryFolder } from '#test/temporary-folder';

const folder = temporaryFolder('lockstep-database-');
beforeEach(() => folder.make());
afterEach(() => folder.remove());

function open() {
  const opened = openDatabase(folder.path);
  if (!opened.ok) throw new Error(opened.message);
  return opened;
}

it('does not open or change a file with a damaged page that nothing reads at the start', () => {
  const { database, safe, close } = open();
  const plan = {
    id: 'plan',
    rosterId: null,
    rosterName: '',
    organisationId: null,
    organisationName: '',
    message: null,
    count: 2,
    digest: '',
    createdAt: 0,
  };
  runStore(database, safe).savePlan(plan, samplePlan(2), []);
  const pageSize = Number(database.pragma('page_size', { simple: true }));
  const root = database
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'plan_entries'")
    .pluck()
    .get();
  close();
  const file = path.join(folder.path, databaseName);
  const bytes = readFileSync(file);
  // The first byte of a page is its type; type 255 does not exist.
  bytes[(Number(root) - 1) * pageSize] = 255;
  writeFileSync(file, bytes);
  expect(openDatabase(folder.path)).toMatchObject({
    ok: false,
    code: 'damaged',
    hint: expect.stringContaining('copy'),
  });
  expect(readFileSync(file).equals(bytes)).toBe(true);
});
