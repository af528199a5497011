/** Searches all stored rosters for users whom a rule matches, by the file and by Atlassian's readings. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import {
  givenByFile,
  type ProtectionRule,
  type RuledUser,
  ruleJudge,
  ruleMatcher,
} from '#lib/domain/protection/protection-rule';
import type { RosterUser } from '#lib/domain/roster/roster';
import { accountsInBlockedRow, readInEveryWay } from '#lib/domain/roster/users/blocked-row';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { candidateOf, seenOf } from '#lib/engine/directory/candidates';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import type { CaughtByRule } from '#lib/engine/storage/protections';
import type { RosterRecord, RosterStore } from '#lib/engine/storage/rosters';

/** The field that a rule examines, and the pattern that it looks for. */
export type RulePattern = Pick<ProtectionRule, 'kind' | 'pattern'>;

/** The stores in which people are looked for. */
export interface SearchedStores {
  rosterStore: Pick<RosterStore, 'list' | 'usersInPieces'>;
  directory: CurrentDirectory;
}

/** The result of a rule in one roster. */
interface RuleInRoster {
  /** All users whom it matches, in file order. */
  fitting: ReadonlyMap<AccountKey, Person>;
  /** All users for whom the file itself has the value that the rule examines. */
  decidedByFile: ReadonlySet<AccountKey>;
}

/** A search for all users whom some rules match. */
export interface RuleSearch {
  /** The people found so far. */
  found: readonly CaughtByRule[];
  /** Searches every roster that it has not searched yet. Call it again for rosters that have arrived since. */
  look(): Pieces<void>;
}

/** Applies a rule to every user of a roster. */
export function* searchRoster(
  { rosterStore, directory }: SearchedStores,
  { id: rosterId, kind }: Pick<RosterRecord, 'id' | 'kind'>,
  rule: RulePattern,
): Pieces<RuleInRoster> {
  const users = yield* rosterStore.usersInPieces(rosterId);
  const allReadings = yield* directory.store().readings(users.flatMap(({ accountId }) => accountId ?? []));
  const judge = ruleJudge(rule);
  const fits = ruleMatcher(rule);
  const tells = givenByFile(users, kind);
  const fitting = new Map<AccountKey, Person>();
  const decidedByFile = new Set<AccountKey>();
  for (const group of inGroups(users)) {
    for (const user of group) {
      fitBlockedRow(user, fits, fitting);
      const candidate = candidateOf(user);
      if (candidate === null) continue;
      const { accountId } = candidate;
      const seen = seenOf(candidate, allReadings);
      const as = seen.find(fits);
      if (as && !fitting.has(accountKey(accountId))) {
        fitting.set(accountKey(accountId), personAs(accountId, as));
      }
      // Readings of Atlassian add protection, but do not end one that an earlier file caused. So only the file decides
      // here.
      if (judge({ seen: seen.slice(0, 1), ...tells }) !== 'unknown') decidedByFile.add(accountKey(accountId));
    }
    yield;
  }
  return { fitting, decidedByFile };
}

/** A blocked row protects the accounts it names. */
function fitBlockedRow(
  user: RosterUser,
  fits: (user: RuledUser) => boolean,
  fitting: Map<AccountKey, Person>,
): void {
  const accountIds = accountsInBlockedRow(user).filter((accountId) => !fitting.has(accountKey(accountId)));
  if (accountIds.length === 0 || !readInEveryWay(user).some(fits)) return;
  for (const accountId of accountIds) fitting.set(accountKey(accountId), { accountId, name: '', email: '' });
}

/**
 * The users that a rule matches in these rosters, the newest first. If rosters disagree about a user, the newest one
 * that has what the rule examines decides.
 */
export function* searchRosters(
  stores: SearchedStores,
  rosters: readonly RosterRecord[],
  rule: RulePattern,
): Pieces<Person[]> {
  const decided = new Set<AccountKey>();
  const people: Person[] = [];
  for (const roster of rosters) {
    const { fitting, decidedByFile } = yield* searchRoster(stores, roster, rule);
    for (const [key, person] of fitting) if (!decided.has(key)) people.push(person);
    for (const key of decidedByFile) decided.add(key);
  }
  return people;
}

/** A search in all rosters that are kept. */
export function newRuleSearch(stores: SearchedStores, rules: readonly ProtectionRule[]): RuleSearch {
  const found = rules.map((rule) => ({ rule, people: [] as Person[] }));
  const looked = new Set<string>();
  return {
    found,
    *look() {
      for (;;) {
        const rosters = stores.rosterStore.list().filter(({ id }) => !looked.has(id));
        if (rosters.length === 0) return;
        for (const { rule, people } of found) {
          for (const person of yield* searchRosters(stores, rosters, rule)) people.push(person);
        }
        for (const { id } of rosters) looked.add(id);
      }
    },
  };
}

/** The account, with the name and the address that the rule matched. */
export function personAs(accountId: string, { name, email }: Pick<Person, 'name' | 'email'>): Person {
  return { accountId, name, email };
}
