/**
 * Tests that stored data has the names of the first version, byte for byte, and is read back under the current names.
 */
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '#lib/adapters/sqlite/database';
import { retentionStore } from '#lib/adapters/sqlite/stores/retention-store';
import { runStore } from '#lib/adapters/sqlite/stores/run-store';
import { sizeLimitStore } from '#lib/adapters/sqlite/stores/size-limit-store';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { planText } from '#lib/domain/plan/plan-text';
import type { RunEvent } from '#lib/domain/run/events';
import { savePlan } from '#test/save-plan';
import { temporaryFolder } from '#test/temporary-folder';

const folder = temporaryFolder('lockstep-names-');
let database: Database;
let opened: Extract<ReturnType<typeof openDatabase>, { ok: true }>;

beforeEach(() => {
  folder.make();
  const found = openDatabase(folder.path);
  if (!found.ok) throw new Error(found.message);
  opened = found;
  database = found.database;
});
afterEach(() => {
  opened.close();
  folder.remove();
});

const texts = (sql: string): unknown[] => database.prepare(sql).raw().all().flat();

const alarm: PlanAlarm = {
  code: 'size-limit',
  level: 'reason',
  title: '2 users',
  body: '',
  count: 2,
  names: [],
};
const plan: Plan = {
  id: 'plan',
  version: 3,
  rosterId: null,
  rosterName: 'users.csv',
  organisationId: 'o',
  organisationName: 'O',
  message: null,
  count: 1,
  digest: 'd',
  createdAt: 1,
  options: { concurrency: 4, gapMs: 0, canary: '1', waitAfterCanary: false },
  terms: {
    protections: { count: 0, digest: 'p' },
    preflightAt: null,
    activeAccounts: null,
    reach: 1,
    predicted: {},
    sizeLimit: { maxCount: 1, maxPercent: null, percentFrom: 20, exceeded: 'More.', raisedBecause: 'Merger' },
    alarms: [{ code: 'size-limit', count: 2 }],
  },
  optionalTerms: { sizeLimit: 'a word of the admin', lanes: { concurrency: 1 } },
};
const entries: PlanEntry[] = [
  {
    position: 0,
    accountId: 'a',
    name: 'A',
    email: '',
    prediction: { kind: 'refused', reason: 'No.', hint: 'Ask.', basis: 'asked' },
  },
];

const head =
  '{"id":"plan","version":3,"rosterId":null,"rosterName":"users.csv","organisationId":"o","organisationName":"O",' +
  '"message":null,"count":1,"digest":"d","createdAt":1,' +
  '"options":{"lanes":4,"gapMs":0,"canary":"1","waitAfterCanary":false},' +
  '"terms":{"protections":{"count":0,"digest":"p"},"preflightAt":null,"activeAccounts":null,"reach":1,"predicted":{},' +
  '"brake":{"maxCount":1,"maxPercent":null,"percentFrom":20,"exceeded":"More.","raisedBecause":"Merger"},' +
  '"alarms":[{"code":"brake","count":2}]},' +
  '"optionalTerms":{"sizeLimit":"a word of the admin","lanes":{"concurrency":1}}}';

it('keeps the names of a plan, its alarms and its predictions', () => {
  const store = runStore(database, opened.safe);
  savePlan(store, plan, entries, [alarm]);
  expect(texts('SELECT plan, alarms FROM plans')).toEqual([
    head,
    '[{"code":"brake","level":"reason","title":"2 users","body":"","count":2,"names":[]}]',
  ]);
  expect(texts('SELECT prediction FROM plan_entries')).toEqual([
    '{"kind":"refused","reason":"No.","cure":"Ask.","basis":"asked"}',
  ]);
  expect([store.plan('plan'), store.planEntries('plan'), store.planAlarms('plan')]).toEqual([
    plan,
    entries,
    [alarm],
  ]);
});

it('keeps the names in the text of a digest', () => {
  const [line] = planText(plan, entries).split('\n');
  expect(line).toContain('"options":{"canary":"1","gapMs":0,"lanes":4,"waitAfterCanary":false}');
  expect(line).toContain('"terms":{"activeAccounts":null,"alarms":[{"code":"brake","count":2}],"brake":{');
  expect(line).toContain('"optionalTerms":{"lanes":{"concurrency":1},"sizeLimit":"a word of the admin"}');
  const { version: _, ...earlier } = plan;
  expect(planText(earlier, entries)).toContain('"options":{"lanes":4,"gapMs":0,');
});

it('keeps the names of a journal', () => {
  const store = runStore(database, opened.safe);
  savePlan(store, plan, entries);
  store.createRun({ id: 'run', planId: 'plan', createdAt: 1 });
  const paused: RunEvent = { type: 'paused', code: 'admin', message: 'You paused it.', hint: 'Resume it.' };
  store.append('run', [paused], 1);
  expect(texts('SELECT event FROM journal')).toEqual([
    '{"type":"paused","code":"admin","sentence":"You paused it.","cure":"Resume it."}',
  ]);
  expect(store.journal('run', 0, 1)).toEqual([{ seq: 1, at: 1, event: paused }]);
});

it('keeps the keys of the settings', () => {
  sizeLimitStore(database).setSizeLimit({ maxCount: 1, maxPercent: 2, percentFrom: 3 });
  retentionStore(database, opened.safe, { hasAccount: () => false }).setDays({
    rosterDays: 1,
    runDays: 2,
    historyDays: 3,
    directoryDays: 4,
  });
  expect(texts("SELECT key, value FROM settings WHERE key IN ('brake', 'keeping') ORDER BY key")).toEqual([
    'brake',
    '{"maxCount":1,"maxPercent":2,"percentFrom":3}',
    'keeping',
    '{"rosterDays":1,"runDays":2,"historyDays":3,"directoryDays":4}',
  ]);
});
