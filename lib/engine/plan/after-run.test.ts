/** Tests that the guards take the word of a run where Atlassian's answers may be from before it. */
import { describe, expect, it } from 'vitest';
import { accountKey } from '#lib/domain/account/account-id';
import { listsLagMs } from '#lib/domain/directory/freshness';
import { noFacts } from '#lib/domain/directory/organisation-facts';
import { atOnce } from '#lib/domain/text/pieces';
import type { LastRun } from '#lib/engine/history/run-history';
import { activeAccountsOf } from '#lib/engine/plan/active-accounts';
import { adminsOf } from '#lib/engine/plan/admin-knowledge';
import type { ToJudge } from '#lib/engine/plan/to-judge';

const endedAt = 10_000_000;
const ran: LastRun = {
  number: 3,
  endedAt,
  inactiveSince: 3,
  leftActive: false,
  refusal: null,
  act: 'deactivate',
};
const admin = { accountId: 'a-1', name: 'Ada', email: 'ada@example.com', active: true };

/** The judgement of a reading this many ms after the end of a run that has touched the only admin. */
function judged(after: number, { counted = 250, listed = 50 as number | null, last = ran } = {}): ToJudge {
  const at = endedAt + after;
  const totals =
    listed === null ? null : { total: 300, active: listed, activeByDomain: {}, activeByProduct: {} };
  return {
    candidates: [],
    file: null,
    organisation: {
      ...noFacts,
      admins: { state: 'known', at, value: [admin] },
      activeAccounts: { state: 'known', at, value: counted },
    },
    history: { lastEnd: () => endedAt, lastRuns: () => new Map([[accountKey('A-1'), last]]) },
    knowledge: { record: { parts: { accounts: { state: 'known', at } } }, totals, allReadings: new Map() },
    now: at,
  } as unknown as ToJudge;
}

describe('the number of active accounts', () => {
  it('is the smaller one of a count and a list while the count may not show the run', () => {
    expect(activeAccountsOf(judged(listsLagMs - 1))).toBe(50);
    expect(activeAccountsOf(judged(listsLagMs - 1, { counted: 40 }))).toBe(40);
    expect(activeAccountsOf(judged(listsLagMs))).toBe(250);
  });

  it('is that of the count where no list was read', () => {
    expect(activeAccountsOf(judged(1, { listed: null }))).toBe(250);
  });
});

describe('an organisation admin whom a run has left inactive', () => {
  const active = (after: number, last = ran) =>
    atOnce(adminsOf(judged(after, { last }))).people.map((each) => each.active);

  it('counts as inactive as long as the list of admins may not show that', () => {
    expect(active(listsLagMs)).toEqual([false]);
    expect(active(listsLagMs + 1)).toEqual([true]);
  });

  it('counts as the list says after a run that did not leave them inactive', () => {
    expect(active(1, { ...ran, leftActive: true })).toEqual([true]);
    expect(active(0, { ...ran, leftActive: null })).toEqual([false]);
  });
});
