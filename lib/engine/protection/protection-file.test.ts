/**
 * Importing protections into a real database: a disk that is full, or a process that dies, leaves all of a file or
 * nothing.
 */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenedDatabase, openDatabase } from '#lib/adapters/sqlite/database';
import { protectionStore } from '#lib/adapters/sqlite/stores/protection-store';
import { rosterStore } from '#lib/adapters/sqlite/stores/roster-store';
import { ruleStore } from '#lib/adapters/sqlite/stores/rule-store';
import { systemClock } from '#lib/adapters/system-clock';
import { noDirectory } from '#lib/engine/directory/directory';
import { newProtectionFile, type ProtectionFileVerbs } from '#lib/engine/protection/protection-file';
import { newRules, type RuleVerbs } from '#lib/engine/protection/protection-rules';
import { newProtections, type ProtectionVerbs } from '#lib/engine/protection/protections';
import { random } from '#lib/server/random';
import { bytesOf } from '#test/samples/postman';
import { temporaryFolder } from '#test/temporary-folder';

const folder = temporaryFolder('lockstep-protections-');
let opened: Extract<OpenedDatabase, { ok: true }>;
let rules: RuleVerbs;
let protections: ProtectionVerbs;
let file: ProtectionFileVerbs;

function open(): void {
  const database = openDatabase(folder.path);
  if (!database.ok) throw new Error(database.message);
  opened = database;
  const clock = systemClock();
  rules = newRules({
    store: ruleStore(opened.database, opened.safe),
    rosterStore: rosterStore(opened.database),
    directory: { store: () => noDirectory },
    clock,
    random,
  });
  protections = newProtections(protectionStore(opened.database, opened.safe), clock, rules.caught);
  file = newProtectionFile({ protections, rules });
}

beforeEach(() => {
  folder.make();
  open();
});
afterEach(() => {
  opened.close();
  folder.remove();
});

const account = (at: number) => `557058:00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const accountRows = Array.from({ length: 1_200 }, (_, at) => `account,${account(at)},Break glass`);
const rows = ['kind,value,reason', 'group,vip-*,The board', ...accountRows].join('\n');

function fullAt(when: string): void {
  opened.database.exec(
    `CREATE TEMP TRIGGER full BEFORE ${when} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
  );
}

/** The protections of now, and again after a restart. */
function known() {
  const count = () => ({ rules: rules.list().length, accounts: protections.all().size });
  const now = count();
  opened.close();
  open();
  expect(count()).toEqual(now);
  return now;
}

it('brings the rules and the accounts of a file', async () => {
  expect(await file.read(bytesOf(rows), true)).toMatchObject({
    ok: true,
    value: { accounts: 1_200, rules: 1 },
  });
  expect(known()).toEqual({ rules: 1, accounts: 1_200 });
});

it.each([
  ['a piece of the accounts', "INSERT ON main.settings WHEN new.key LIKE 'staged:protections:piece:%1'"],
  ['the row that says that they count', "INSERT ON main.settings WHEN new.key LIKE '%:counts:%'"],
  ['a rule', 'INSERT ON main.protection_rules'],
  ['what the history says of a rule', "INSERT ON main.protection_history WHEN new.source = 'rule'"],
])('brings nothing where the disk is full at %s', async (_, when) => {
  fullAt(when);
  await expect(file.read(bytesOf(rows), true)).rejects.toThrow('full');
  expect(known()).toEqual({ rules: 0, accounts: 0 });
  expect(protections.history()).toEqual([]);
  expect(await file.read(bytesOf(rows), true)).toMatchObject({
    ok: true,
    value: { applied: true, known: 0 },
  });
});

it('has brought all of it where the disk is full only afterwards', async () => {
  fullAt('INSERT ON main.protections');
  expect(await file.read(bytesOf(rows), true)).toMatchObject({ ok: true, value: { applied: true } });
  expect(known()).toEqual({ rules: 1, accounts: 1_200 });
});

it('brings a file that has only rules', async () => {
  expect(await file.read(bytesOf('kind,value\ngroup,vip-*\nemail,*@example.com\n'), true)).toMatchObject({
    ok: true,
  });
  expect(known()).toEqual({ rules: 2, accounts: 0 });
});
