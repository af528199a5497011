import { describe, expect, it } from 'vitest';
import { type AccountKey, accountKey, parseAccountId } from '#lib/domain/account/account-id';
import type { FileStatus } from '#lib/domain/account/account-status';
import { countSelection } from '#lib/domain/plan/selection';
import type { RosterUser } from '#lib/domain/roster/roster';
import { atOnce } from '#lib/domain/text/pieces';
import type { LastRun } from '#lib/engine/history/run-history';
import { newSelection } from '#lib/engine/roster/selection';
import type { RosterRecord, RosterStore } from '#lib/engine/storage';

const fileAt = 1_000;

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

/** The selection of one roster. `lastRuns` is by account ID; `activeSince` is Atlassian's, for all accounts. */
function selection(
  users: readonly RosterUser[],
  lastRuns: Record<string, LastRun>,
  activeSince: number | null = null,
) {
  const record = { createdAt: fileAt, writtenAt: null } as RosterRecord;
  const store = {
    get: () => record,
    users: () => users,
    unticked: () => new Set<string>(),
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
    *activeSince() {
      return () => activeSince;
    },
  });
}

const left = (endedAt: number): LastRun => ({ endedAt, inactiveSince: 3 });
const selected = (over: ReturnType<typeof selection>) => over.selected('r').map(({ accountId }) => accountId);

describe('whom a run left inactive', () => {
  it('is not offered again by the file that was there before', () => {
    const over = selection([user('a-1'), user('a-2')], { 'A-1': left(2_000) });
    expect(selected(over)).toEqual(['a-2']);
    expect(countSelection(atOnce(over.review('r')))).toMatchObject({ ticked: 1, alreadyInactive: 1 });
    expect(atOnce(over.review('r'))[0]?.block).toMatchObject({
      code: 'already-inactive',
      reason: 'Run 3 left this account inactive.',
    });
  });

  it('is offered again by a file written later that calls them active, and by no other', () => {
    expect(selected(selection([user('a-1')], { 'a-1': left(500) }))).toEqual(['a-1']);
    expect(selected(selection([user('a-1', 'suspended')], { 'a-1': left(500) }))).toEqual(['a-1']);
    expect(selected(selection([user('a-1', 'unknown')], { 'a-1': left(500) }))).toEqual([]);
    expect(selected(selection([user('a-1')], { 'a-1': left(fileAt) }))).toEqual([]);
  });

  it('is offered again once Atlassian was heard to call them active, after the run', () => {
    expect(selected(selection([user('a-1')], { 'a-1': left(2_000) }, 2_001))).toEqual(['a-1']);
    expect(selected(selection([user('a-1')], { 'a-1': left(2_000) }, 2_000))).toEqual([]);
  });

  it('is offered again where a later run gave them back', () => {
    const back: LastRun = { endedAt: 3_000, inactiveSince: null };
    expect(selected(selection([user('a-1')], { 'a-1': back }))).toEqual(['a-1']);
  });

  it('is counted once by run, however often the file has them', () => {
    const users = ['a-1', 'A-1', 'a-1', 'a-2', 'a-3'].map((id) => user(id));
    const later: LastRun = { endedAt: 2_000, inactiveSince: 5 };
    const over = selection(users, { 'a-1': left(2_000), 'a-2': left(2_000), 'a-3': later });
    expect(over.leftInactive('r')).toEqual([
      { run: 5, users: 1 },
      { run: 3, users: 2 },
    ]);
  });
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
