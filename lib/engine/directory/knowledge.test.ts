import { expect, it } from 'vitest';
import { directoryFiles } from '#lib/adapters/sqlite/directory/directory-files';
import { parseAccountId } from '#lib/domain/account/account-id';
import { noFacts } from '#lib/domain/directory/organisation-facts';
import type { AccountFacts } from '#lib/domain/directory/reading';
import type { RosterUser, RowProblem } from '#lib/domain/roster/roster';
import { atOnce } from '#lib/domain/text/pieces';
import { newKnowledge } from '#lib/engine/directory/knowledge';
import type { RosterRecord, RosterStore } from '#lib/engine/storage/rosters';

const users = ['a', 'b'].map(
  (id) =>
    ({ accountId: parseAccountId(id), name: id, email: '', problems: [] as RowProblem[] }) as RosterUser,
);

function opened() {
  const store = directoryFiles(null).of({ api: 'https://api.example.com', organisationId: 'org' });
  const lastRuns = new Map();
  const knowledge = newKnowledge({
    directory: { store: () => store },
    rosterStore: {
      get: () => ({ writtenAt: null, createdAt: 1_000 }) as RosterRecord,
      *usersInPieces() {
        yield;
        return users;
      },
    } as Partial<RosterStore> as RosterStore,
    history: { lastRuns: () => lastRuns },
    facts: () => noFacts,
    clock: { wall: () => 3_000 },
  });
  let sweeps = 0;
  const say = (accountId: string, facts: AccountFacts) =>
    store.save([{ accountId, source: 'managed-accounts', at: 2_000, generation: sweeps, facts }]);
  const end = () => {
    const totals = { total: 1, active: 1, activeByDomain: {}, activeByProduct: {} };
    const part = { state: 'known', at: 2_000 } as const;
    sweeps += 1;
    store.saveSweep('managed-accounts', {
      generation: sweeps,
      part,
      whole: { generation: sweeps, at: 2_000, totals },
      begun: null,
    });
  };
  const kinds = () =>
    [...(atOnce(knowledge.inPieces('r')).predictions ?? [])].map(([id, { kind }]) => `${id} ${kind}`);
  return { say, end, kinds, predictions: () => atOnce(knowledge.inPieces('r')).predictions };
}

it('makes a prediction anew only for accounts of which something was said', () => {
  const { say, end, kinds, predictions } = opened();
  end();
  say('a', { status: 'active', claim: 'managed' });
  say('b', { status: 'active', claim: 'managed' });
  expect(kinds()).toEqual(['a unknown', 'b unknown']);
  const before = predictions();
  say('b', { status: 'inactive', claim: 'managed' });
  expect(kinds()).toEqual(['a unknown', 'b already-inactive']);
  expect(predictions()?.get('a')).toBe(before?.get('a'));
});

it('makes all of them anew when a list was read to its end', () => {
  const { say, end, kinds } = opened();
  end();
  say('a', { status: 'active', claim: 'managed' });
  say('b', { status: 'active', claim: 'managed' });
  expect(kinds()).toEqual(['a unknown', 'b unknown']);
  end();
  say('a', { status: 'active', claim: 'managed' });
  expect(kinds()).toEqual(['a unknown', 'b not-managed']);
});
