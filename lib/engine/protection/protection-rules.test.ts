/** Tests the search for users that a rule matches, over made-up rosters: it yields to other work and misses nobody. */
import { beforeEach, expect, it } from 'vitest';
import { type AccountId, accountKey } from '#lib/domain/account/account-id';
import type { ProtectionRule } from '#lib/domain/protection/protection-rule';
import type { RosterUser } from '#lib/domain/roster/roster';
import { noDirectory } from '#lib/engine/directory/directory';
import { newRules, type RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { RuleStore } from '#lib/engine/storage/protections';
import type { RosterRecord, RosterStore } from '#lib/engine/storage/rosters';
import { turn } from '#lib/engine/turns';

const many = 200_000;
let rosters: { record: RosterRecord; users: RosterUser[] }[];
let added: { rule: ProtectionRule; people: readonly { accountId: string }[] }[];
let rules: RuleVerbs;

function roster(id: string, count: number) {
  const record = { id, kind: 'account-list' } as RosterRecord;
  const users = Array.from({ length: count }, (_, at) => {
    const user = { accountId: `${id}-${at}` as AccountId, name: `Sample ${at}`, email: '', orgRole: '' };
    return { ...user, groups: [] as string[], problems: [] as RosterUser['problems'] } as RosterUser;
  });
  return { record, users };
}

beforeEach(() => {
  rosters = [roster('first', many)];
  added = [];
  const rosterStore: Partial<RosterStore> = {
    list: () => rosters.map(({ record }) => record),
    get: (id) => rosters.find(({ record }) => record.id === id)?.record ?? null,
    *usersInPieces(id) {
      yield;
      return rosters.find(({ record }) => record.id === id)?.users ?? [];
    },
  };
  const store: Partial<RuleStore> = {
    rules: () => added.map(({ rule }) => rule),
    add: (these) => void added.push(...these),
  };
  rules = newRules({
    store: store as RuleStore,
    rosterStore: rosterStore as RosterStore,
    directory: { store: () => noDirectory },
    clock: { wall: () => 1 } as Parameters<typeof newRules>[0]['clock'],
    random: { id: () => `rule-${added.length}` },
  });
});

const everybody = { kind: 'name', pattern: 'sample*', reason: 'All' } as const;

async function turnsOf(work: Promise<unknown>): Promise<number> {
  let over = false;
  const asked = work.finally(() => {
    over = true;
  });
  let turns = 0;
  for (; !over; turns += 1) await turn();
  await asked;
  return turns;
}

it('protects very many users, and gives everything else its turns', async () => {
  expect(await turnsOf(rules.preview('first', everybody))).toBeGreaterThan(many / 1_000);
  expect(await turnsOf(rules.add(everybody))).toBeGreaterThan(many / 1_000);
  expect(added.map(({ people }) => people.length)).toEqual([many]);
});

it('looks at a roster that arrives meanwhile, and has no rule twice', async () => {
  const adding = Promise.all([rules.add(everybody), rules.add(everybody)]);
  await turn();
  rosters = [roster('second', 3), ...rosters];
  expect((await adding).map(({ ok }) => ok)).toEqual([true, false]);
  const keys = new Set(added[0]?.people.map(({ accountId }) => accountKey(accountId)));
  expect([keys.size, keys.has(accountKey('second-2')), added.length]).toEqual([many + 3, true, 1]);
});
