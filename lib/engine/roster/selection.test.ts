import { describe, expect, it } from 'vitest';
import { type AccountKey, accountKey, parseAccountId } from '#lib/domain/account/account-id';
import type { FileStatus } from '#lib/domain/account/account-status';
import type { AddressHolder } from '#lib/domain/directory/address-holder';
import { listsLagMs } from '#lib/domain/directory/freshness';
import type { Reading, Source } from '#lib/domain/directory/reading';
import { countSelection } from '#lib/domain/plan/selection-counts';
import type { RosterKind, RosterUser } from '#lib/domain/roster/roster';
import { atOnce, inGroups } from '#lib/domain/text/pieces';
import type { LastRun } from '#lib/engine/history/run-history';
import { newSelection } from '#lib/engine/roster/selection';
import type { RosterRecord, RosterStore } from '#lib/engine/storage/rosters';
import { sampleKnowledge } from '#test/samples/knowledge';

const fileAt = 1_000;

/** A time before the file was written. An export shows what a run did that ended then. */
const longBefore = fileAt - listsLagMs;

function user(id: string, status: FileStatus = 'active'): RosterUser {
  return {
    position: 0,
    line: 1,
    accountId: parseAccountId(id),
    name: id,
    email: '',
    status,
    statusText: status,
    orgRole: '',
    organisationAdmin: false,
    groups: [],
    lastSeen: undefined,
    cells: [],
    problems: [],
  };
}

/** A reading of an account's status by one source, at `at` ms since the epoch. */
const said = (status: string, at: number, source: Source = 'managed-accounts'): Reading => ({
  source,
  at,
  generation: 1,
  facts: { status },
});

/** The selection of one roster. `lastRuns`, what Atlassian said, and the holders of addresses are by account ID. */
function selection(
  users: readonly RosterUser[],
  lastRuns: Record<string, LastRun>,
  readings: Record<string, readonly Reading[]> = {},
  {
    kind = 'users-export',
    holders = {},
    writtenAt = null,
    tickedAfterRun = {},
  }: {
    kind?: RosterKind;
    holders?: Record<string, AddressHolder>;
    writtenAt?: number | null;
    tickedAfterRun?: Record<string, number>;
  } = {},
) {
  const record = { kind, createdAt: fileAt, writtenAt } as RosterRecord;
  const store = {
    get: () => record,
    users: () => users,
    firstUsers: (_, most) => users.slice(0, most),
    unticked: () => new Set<string>(),
    untickedOnce: () => new Set<string>(),
    tickedAfterRun: () => new Map(Object.entries(tickedAfterRun)),
    areInMemory: () => false,
    pagesWithoutCells: () => inGroups(users, 2),
    *usersInPieces() {
      yield;
      return users;
    },
    *untickedInPieces() {
      yield;
      return new Set<string>();
    },
  } as Partial<RosterStore> as RosterStore;
  const runs = new Map<AccountKey, LastRun>(
    Object.entries(lastRuns).map(([id, last]) => [accountKey(id), last]),
  );
  return newSelection({
    rosterStore: store,
    protections: { all: () => new Map() },
    history: { lastRuns: () => runs },
    knowledge: sampleKnowledge(readings, holders),
    clock: { wall: () => Number.MAX_SAFE_INTEGER },
  });
}

const left = (endedAt: number): LastRun => ({
  number: 3,
  endedAt,
  act: 'deactivate',
  inactiveSince: 3,
  leftActive: false,
  refusal: null,
});
const selected = (over: ReturnType<typeof selection>) => over.selected('r').map(({ accountId }) => accountId);

describe('whom a run left inactive', () => {
  it('is not offered again by the file that was there before', () => {
    const over = selection([user('a-1'), user('a-2')], { 'A-1': left(2_000) });
    expect(selected(over)).toEqual(['a-2']);
    expect(countSelection(atOnce(over.review('r')))).toMatchObject({ ticked: 1, alreadyInactive: 1 });
    expect(atOnce(over.counts('r'))).toEqual(countSelection(atOnce(over.review('r'))));
    expect(atOnce(over.review('r'))[0]?.block).toMatchObject({
      code: 'already-inactive',
      reason: 'Run 3 left this account inactive.',
    });
  });

  it('is offered again by a file written later that calls them active, and by no other', () => {
    expect(selected(selection([user('a-1')], { 'a-1': left(longBefore) }))).toEqual(['a-1']);
    expect(selected(selection([user('a-1', 'suspended')], { 'a-1': left(longBefore) }))).toEqual(['a-1']);
    expect(selected(selection([user('a-1', 'unknown')], { 'a-1': left(longBefore) }))).toEqual([]);
    expect(selected(selection([user('a-1')], { 'a-1': left(fileAt) }))).toEqual([]);
  });

  it('is offered again once Atlassian was heard to call them active, after the run', () => {
    // Knowledge has only what was said after the run.
    const since = { 'a-1': [said('active', 2_001)] };
    expect(selected(selection([user('a-1')], { 'a-1': left(2_000) }, since))).toEqual(['a-1']);
    expect(selected(selection([user('a-1')], { 'a-1': left(2_000) }))).toEqual([]);
  });

  describe('and of whom something says otherwise that may be from before the run', () => {
    const word: Reading = { source: 'run', run: 3, at: 2_000, generation: 0, facts: { status: 'inactive' } };
    const uncertain = {
      run: 3,
      reason: 'Run 3 left this account inactive. What says otherwise may be from before the run.',
    };

    it.each([
      ['the list', left(2_000), [said('active', 32_000), word]],
      ['a list from after the file', left(900), [said('active', 32_000), { ...word, at: 900 }]],
      ['the file', left(longBefore + 1), []],
    ])('is uncertain, and ticked by hand only, for this run: %s', (_, last, readings) => {
      const users = [user('a-1'), user('a-2')];
      const over = selection(users, { 'a-1': last }, { 'a-1': readings });
      const reviewed = atOnce(over.review('r'));
      expect(reviewed[0]).toMatchObject({ block: null, outranked: null, uncertain, ticked: false });
      expect(selected(over)).toEqual(['a-2']);
      expect(countSelection(reviewed)).toMatchObject({ ticked: 1, doubtful: 1, alreadyInactive: 0 });
      expect(atOnce(over.counts('r'))).toEqual(countSelection(reviewed));
      expect(over.reviewFirst('r', 2)).toEqual(reviewed);
      const byHand = (run: number) =>
        selected(selection(users, { 'a-1': last }, { 'a-1': readings }, { tickedAfterRun: { 'a-1': run } }));
      expect(byHand(3)).toEqual(['a-1', 'a-2']);
      expect(byHand(2)).toEqual(['a-2']);
      const known = atOnce(sampleKnowledge({ 'a-1': readings }).inPieces('r'));
      expect(atOnce(over.forPlan('r', known)).leftInactive).toEqual([]);
    });

    it('is inactive once Atlassian says so for certain', () => {
      const readings = [said('inactive', 32_000, 'profile')];
      const over = selection([user('a-1')], { 'a-1': left(longBefore + 1) }, { 'a-1': readings });
      expect(atOnce(over.review('r'))[0]).toMatchObject({ block: { code: 'already-inactive' } });
    });

    it('is uncertain too where a run has restored the account', () => {
      const back: LastRun = {
        number: 4,
        endedAt: 2_000,
        act: 'restore',
        inactiveSince: null,
        leftActive: true,
        refusal: null,
      };
      const readings = [said('inactive', 32_000), { ...word, run: 4, facts: { status: 'active' } }];
      const [reviewed] = atOnce(selection([user('a-1')], { 'a-1': back }, { 'a-1': readings }).review('r'));
      expect(reviewed).toMatchObject({ block: null, ticked: false, uncertain: { run: 4 } });
    });
  });

  it('is offered again where a later run gave them back', () => {
    const back: LastRun = {
      ...left(3_000),
      number: 4,
      act: 'restore',
      inactiveSince: null,
      leftActive: true,
    };
    expect(selected(selection([user('a-1')], { 'a-1': back }))).toEqual(['a-1']);
  });

  it('is counted once by run, however often the file has them', () => {
    const users = ['a-1', 'A-1', 'a-1', 'a-2', 'a-3'].map((id) => user(id));
    const later: LastRun = { ...left(2_000), number: 5, inactiveSince: 5 };
    const over = selection(users, { 'a-1': left(2_000), 'a-2': left(2_000), 'a-3': later });
    const known = atOnce(sampleKnowledge().inPieces('r'));
    expect(atOnce(over.forPlan('r', known)).leftInactive).toEqual([
      { run: 5, users: 1 },
      { run: 3, users: 2 },
    ]);
  });
});

it('says that Atlassian refused a user in the last run, and decides nothing from it', () => {
  const refused: LastRun = {
    ...{ number: 3, endedAt: 2_000, act: 'deactivate', inactiveSince: null, leftActive: true },
    refusal: { code: 'conflict' },
  };
  const over = selection([user('a-1'), user('a-2')], {
    'A-1': refused,
    'a-2': { ...refused, refusal: null },
  });
  const [first, second] = atOnce(over.review('r'));
  expect(first).toMatchObject({ ticked: true, refused: { run: 3, at: 2_000, code: 'conflict' } });
  expect(second).toMatchObject({ ticked: true, refused: null });
});

it('has each account once, in the order of the file, whatever the spelling', () => {
  expect(
    selected(
      selection(
        ['b-1', 'a-1', 'B-1', 'a-1'].map((id) => user(id)),
        {},
      ),
    ),
  ).toEqual(['b-1', 'a-1']);
});

describe('what Atlassian said after the file was written', () => {
  const review = (over: ReturnType<typeof selection>) =>
    atOnce(over.review('r')).map(({ block, outranked, ticked }) => [block?.code ?? null, outranked, ticked]);

  it('lets a user be ticked whom the file calls inactive, and says why', () => {
    const over = selection([user('a-1', 'inactive')], {}, { 'a-1': [said('active', 1_000)] });
    const outranked = { reason: 'The file says “inactive”; Atlassian said “active”', at: 1_000 };
    expect(review(over)).toEqual([[null, outranked, true]]);
    expect(over.reviewFirst('r', 1)).toEqual(atOnce(over.review('r')));
  });

  it.each([
    ['was said before', [said('active', 999)]],
    ['is contradicted', [said('active', 1_000), said('inactive', 1_000, 'profile')]],
    ['means neither active nor inactive', [said('suspended', 1_000)]],
  ])('does not outrank the file if it %s', (_, readings) => {
    expect(review(selection([user('a-1', 'inactive')], {}, { 'a-1': readings }))).toEqual([
      ['already-inactive', null, false],
    ]);
    expect(review(selection([user('a-1')], {}, { 'a-1': readings }))).toEqual([[null, null, true]]);
  });

  it('is shown where two sources contradict each other, with what each said and when', () => {
    const readings = [said('active', 1_000), said('inactive', 1_500, 'profile')];
    const over = selection([user('a-1'), user('a-2')], {}, { 'a-1': readings, 'a-2': readings.slice(1) });
    expect(atOnce(over.review('r')).map(({ contradictions }) => contradictions)).toEqual([
      [
        {
          fact: 'status',
          said: [
            { source: 'profile', at: 1_500, value: 'inactive' },
            { source: 'managed-accounts', at: 1_000, value: 'active' },
          ],
        },
      ],
      [],
    ]);
  });

  it('outranks a file that was written before, although it was uploaded later', () => {
    const readings = { 'a-1': [said('active', 500)], 'a-2': [said('inactive', 500)] };
    const users = [user('a-1', 'inactive'), user('a-2')];
    const writtenAt = (at: number) => review(selection(users, {}, readings, { writtenAt: at }));
    expect(writtenAt(500).map(([block]) => block)).toEqual([null, 'already-inactive']);
    expect(writtenAt(501).map(([block]) => block)).toEqual(['already-inactive', null]);
  });

  it.each(['inactive', 'closed'])('keeps a user from being ticked whom Atlassian calls %s', (status) => {
    const readings = { 'a-1': [said(status, 1_000)], 'a-2': [said(status, 1_000)] };
    const over = selection([user('a-1'), user('a-2', 'unknown')], {}, readings);
    expect(selected(over)).toEqual([]);
    expect(atOnce(over.review('r')).map(({ block }) => block)).toEqual([
      { code: 'already-inactive', reason: `The file says “active”; Atlassian said “${status}”`, at: 1_000 },
      { code: 'already-inactive', reason: `Atlassian said “${status}”`, at: 1_000 },
    ]);
  });

  it.each([
    ['account-list', true],
    ['email-list', true],
    ['users-export', false],
    ['managed-accounts-export', false],
    ['domain-export', false],
  ] as const)('the status column of a file of kind %s blocks nobody: %s', (kind, ticked) => {
    expect(review(selection([user('a-1', 'inactive')], {}, {}, { kind })).map((each) => each[2])).toEqual([
      ticked,
    ]);
    const late = selection([user('a-1')], { 'a-1': left(longBefore) }, {}, { kind });
    // A list of that kind cannot tell either that somebody is active again after a run.
    expect(selected(late)).toEqual(ticked ? [] : ['a-1']);
  });

  it('keeps a user from being ticked whose address belongs to another account now', () => {
    const holders = { 'A-1': { accountId: 'b-9', name: 'Ben Example', at: 2_000 } };
    const over = selection([{ ...user('a-1'), email: 'ada@example.com' }, user('a-2')], {}, {}, { holders });
    expect(selected(over)).toEqual(['a-2']);
    const reviewed = atOnce(over.review('r'));
    expect(reviewed[0]?.block).toEqual({
      code: 'other-account',
      reason:
        'It is not certain who is meant: Atlassian said that ada@example.com belongs to Ben Example (b-9)',
      at: 2_000,
    });
    expect(countSelection(reviewed)).toMatchObject({ users: 2, ticked: 1, unusable: 1 });
    expect(atOnce(over.counts('r'))).toEqual(countSelection(reviewed));
  });
});
