import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AccountAfterRun, readingsStillHeld } from '#lib/domain/directory/after-run';
import { managedAccount } from '#lib/domain/directory/managed-account';
import { organisationRoster } from '#lib/domain/directory/organisation-roster';
import type { AccountFacts, Reading, Source } from '#lib/domain/directory/reading';
import { neverSwept, type SweepState } from '#lib/domain/directory/sweep';
import type { RosterUser } from '#lib/domain/roster/roster';
import { atOnce } from '#lib/domain/text/pieces';

const noTotals = { total: 0, active: 0, activeByDomain: {}, activeByProduct: {} };
const whole = (generation: number): SweepState => ({
  generation,
  part: { state: 'known', at: 50 },
  whole: { generation, at: 50, totals: noTotals },
  begun: null,
});
const lists = { 'managed-accounts': whole(1), 'users-search': neverSwept };
const id = (number: number) => `712020:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const said = (facts: AccountFacts, parts: Partial<Reading> = {}): Reading => ({
  source: 'managed-accounts',
  at: 10,
  generation: 1,
  facts: { claim: 'managed', ...facts },
  ...parts,
});
const bySearch = (facts: AccountFacts, generation: number): Reading => ({
  source: 'users-search',
  at: 10,
  generation,
  facts,
});

const held = (readings: readonly Reading[], last: AccountAfterRun | undefined) =>
  readingsStillHeld(readings, last, 1_000_000);

function rosterOf(accounts: readonly { accountId: string; readings: Reading[] }[], after = 0, known = lists) {
  // 0: no run has touched them.
  const last = after === 0 ? undefined : { number: 1, endedAt: after, leftActive: null };
  const facts = accounts.flatMap(
    (account) => managedAccount(account, known, held(account.readings, last)) ?? [],
  );
  const users: RosterUser[] = [];
  const summary = atOnce(organisationRoster(facts, [], (batch) => users.push(...batch)));
  return { summary, users };
}
const one = (...readings: Reading[]) => rosterOf([{ accountId: id(1), readings }]).users[0];
const codes = (user: RosterUser | undefined) => user?.problems.map(({ code }) => code);

it('has a row for each managed account, with what Atlassian said', () => {
  const products = [{ name: 'Jira · acme.example.com', lastActive: null }];
  const { summary, users } = rosterOf([
    {
      accountId: id(1),
      readings: [
        said({
          name: 'Ada',
          email: 'ada@example.com',
          status: 'active',
          lastActive: '2026-08-01T15:19:32.354230769Z',
          products,
        }),
        bySearch({ organisationAdmin: true, managementSource: 'synced' }, 0),
      ],
    },
    { accountId: id(2), readings: [said({ name: 'Grace', email: 'g@example.com', status: 'inactive' })] },
    { accountId: id(3), readings: [said({ claim: 'unmanaged', email: 'x@example.com' })] },
  ]);
  expect(summary).toMatchObject({ kind: 'organisation', users: 2, rows: 2, contested: [], fileProblems: [] });
  expect(summary.columns.at(-1)).toEqual({ header: 'Jira · acme.example.com', role: 'product' });
  expect(users).toMatchObject([
    { accountId: id(1), status: 'active', lastSeen: '2026-08-01', organisationAdmin: true, problems: [] },
    { accountId: id(2), status: 'inactive', organisationAdmin: false, problems: [] },
  ]);
  expect(users[1]?.lastSeen).toBeUndefined();
  expect(users.map(({ cells }) => cells.at(-1))).toEqual(['Yes', '']);
});

it('reads everybody, whatever their name looks like', () => {
  const names = [
    'Org Admin',
    'Deactivated',
    'ada@example.com',
    '712020:00000000-0000-4000-8000-000000000009',
  ];
  const accounts = names.map((name, at) => ({
    accountId: id(at),
    readings: [said({ name, email: `user-${at}@example.com`, status: 'active' })],
  }));
  const { users } = rosterOf(accounts);
  expect(users.map(({ accountId }) => accountId)).toEqual(accounts.map(({ accountId }) => accountId));
  expect(users.map(({ name }) => name)).toEqual(names);
});

it('has a column for what only some organisations say if somebody has a value', () => {
  const headers = (facts: AccountFacts) =>
    rosterOf([{ accountId: id(1), readings: [said(facts)] }]).summary.columns.map(({ header }) => header);
  expect(headers({})).not.toContain('Billable');
  expect(headers({ billable: false, managementSource: 'synced' })).toEqual(
    expect.arrayContaining(['Billable', 'Management source']),
  );
});

it('knows never only where a source says never', () => {
  expect(one(said({ lastActive: null }))?.lastSeen).toBeNull();
  expect(one(said({}))?.lastSeen).toBeUndefined();
});

it('takes the latest date of any source, and the products with their sites', () => {
  const first = { products: [{ name: 'Jira · a.example.com', lastActive: null }], lastActive: '2026-01-02' };
  const other = {
    productsBySiteId: [{ name: 'Jira · site 1', lastActive: null }],
    lastActive: '2025-01-02',
    email: 'a@example.com',
  };
  const { users, summary } = rosterOf([{ accountId: id(1), readings: [said(first), bySearch(other, 1)] }]);
  expect(users[0]?.lastSeen).toBe('2026-01-02');
  expect(summary.columns.at(-1)?.header).toBe('Jira · a.example.com');
});

it('takes people from a sweep of the search, which asks for managed users only', () => {
  expect(one(bySearch({ name: 'Ada' }, 1))?.name).toBe('Ada');
  expect(one({ ...bySearch({ name: 'Ada' }, 0), source: 'users-question' })).toBeUndefined();
});

it('blocks an account that the last whole list no longer contains', () => {
  const listed = (reading: Reading, known = { ...lists, 'managed-accounts': whole(2) }) =>
    codes(rosterOf([{ accountId: id(1), readings: [reading] }], 0, known).users[0]);
  const full = { email: 'a@example.com', status: 'active' };
  expect(listed(said(full))).toEqual(['not-listed']);
  expect(listed(said(full, { generation: 2 }))).toEqual([]);
  expect(listed(said(full), { 'managed-accounts': neverSwept, 'users-search': neverSwept })).toEqual([]);
  const both = [said(full), bySearch(full, 1)];
  const known = { 'managed-accounts': whole(2), 'users-search': whole(1) };
  expect(codes(rosterOf([{ accountId: id(1), readings: both }], 0, known).users[0])).toEqual([]);
});

it('does not know the status where sources contradict each other, or where a run came later', () => {
  const profile: Reading = { source: 'profile', at: 12, generation: 0, facts: { status: 'inactive' } };
  const contradicted = one(said({ email: 'a@example.com', status: 'active' }), profile);
  expect(contradicted).toMatchObject({ status: 'unknown', statusText: 'inactive, or active' });
  expect(codes(contradicted)).toEqual(['unknown-status']);
  const accounts = [{ accountId: id(1), readings: [said({ email: 'a@example.com', status: 'inactive' })] }];
  expect(rosterOf(accounts, 10).users[0]).toMatchObject({ status: 'unknown', statusText: '' });
  expect(rosterOf(accounts, 9).users[0]).toMatchObject({ status: 'inactive' });
  const readings = [said({ email: 'a@example.com', status: 'active' })];
  const left = managedAccount(
    { accountId: id(1), readings },
    lists,
    held(readings, { number: 3, endedAt: 5, leftActive: false }),
  );
  expect(left).toMatchObject({ status: 'inactive, or active', statusAt: 5 });
});

it('treats odd account IDs and texts as those of a file', () => {
  const full = [said({ email: 'a@example.com', status: 'active' })];
  const of = (accountId: string) => rosterOf([{ accountId, readings: full }]).users[0];
  expect(of('qm:1:2')?.problems).toMatchObject([{ code: 'customer-account', blocks: true }]);
  expect(of('not an id')).toMatchObject({ accountId: null, problems: [{ blocks: true }] });
  expect(codes(one(said({ email: '', status: 'active' })))).toEqual(['odd-email']);
  expect(codes(one(said({ name: 'Ada\u202e', email: 'a@example.com', status: 'active' })))).toEqual([
    'hidden-characters',
  ]);
});

it('keeps products beyond the columns in one column', () => {
  const products = Array.from({ length: 203 }, (_, at) => ({ name: `Product ${at}`, lastActive: null }));
  const { summary, users } = rosterOf([{ accountId: id(1), readings: [said({ products })] }]);
  expect(summary.columns.filter(({ role }) => role === 'product')).toHaveLength(201);
  expect(users[0]?.cells).toHaveLength(summary.columns.length);
  expect(users[0]?.cells.at(-1)?.split(', ')).toHaveLength(3);
});

const anyFacts = fc.record<AccountFacts>(
  {
    status: fc.constantFrom('active', 'inactive', 'closed', 'odd', ''),
    name: fc.string(),
    email: fc.string(),
    claim: fc.constantFrom('managed', 'unmanaged'),
    organisationAdmin: fc.boolean(),
    lastActive: fc.option(fc.string()),
    products: fc.array(fc.record({ name: fc.string(), lastActive: fc.constant(null) }), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const anyReading = fc.record({
  source: fc.constantFrom<Source>('managed-accounts', 'users-search', 'profile'),
  at: fc.nat(200_000),
  generation: fc.nat(2),
  facts: anyFacts,
});

it('has each managed account exactly once, in order, and a cell for every column', () => {
  const accounts = fc.array(fc.array(anyReading, { maxLength: 3 }), { maxLength: 12 });
  fc.assert(
    fc.property(accounts, fc.nat(100_000), (made, after) => {
      const all = made.map((readings, at) => ({ accountId: id(at), readings }));
      const { summary, users } = rosterOf(all, after);
      const managed = all.filter((account) => managedAccount(account, lists, account.readings) !== null);
      expect(users.map(({ cells }) => cells[0])).toEqual(managed.map(({ accountId }) => accountId));
      expect(users.map(({ position }) => position)).toEqual(users.map((_, at) => at));
      for (const user of users) expect(user.cells).toHaveLength(summary.columns.length);
      expect(summary.users).toBe(users.length);
      for (const { readings } of managed) {
        const admin = readings.some(({ facts }) => facts.organisationAdmin === true);
        const at = managed.findIndex((each) => each.readings === readings);
        expect(users[at]?.cells[4] === 'Organization admin').toBe(admin);
      }
    }),
    { numRuns: 200 },
  );
});
