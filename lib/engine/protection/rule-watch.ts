/** Rules over the users of a file that is being read: who is protected by them, and who no longer is. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import {
  columnsCount,
  fileTold,
  isTold,
  nothingTold,
  type ProtectionRule,
  personTold,
  type RuledUser,
  ruleMatcher,
  type Told,
} from '#lib/domain/protection/protection-rule';
import { accountsInBlockedRow, readInEveryWay } from '#lib/domain/roster/blocked-row';
import type { RosterKind, RosterUser } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { ruledBy } from '#lib/engine/directory/candidates';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import { personAs } from '#lib/engine/protection/rule-search';
import type { Recount, RuleStore } from '#lib/engine/storage';

/** Observes the users of an upload as they are read. */
export interface Watch {
  see(users: readonly RosterUser[]): void;
  /**
   * Protects those whom a rule matches by the file or by what Atlassian said, and frees those whom it no longer matches.
   * Returns those whom a rule protects now.
   */
  settle(kind: RosterKind): Pieces<Person[]>;
}

interface WatchedRule {
  rule: ProtectionRule;
  fits(user: RuledUser): boolean;
  caught: Map<AccountKey, Person>;
}

/** What the rows of the file say so far. */
interface SeenSoFar {
  /** Of each account, whether its name and its address were there. */
  people: Map<AccountKey, Pick<Told, 'name' | 'address'> & { accountId: string }>;
  /** Whether its columns say anything of roles and groups, were they Atlassian's: the kind of the file shows at the end. */
  columns: ReturnType<typeof fileTold>;
}

/** Begins to watch for the rules there are now. */
export function watchForRules(
  store: Pick<RuleStore, 'rules' | 'recount'>,
  directory: CurrentDirectory,
): Watch {
  const watched: WatchedRule[] = store
    .rules()
    .map((rule) => ({ rule, fits: ruleMatcher(rule), caught: new Map() }));
  const seen: SeenSoFar = { people: new Map(), columns: nothingTold };
  return {
    see(users) {
      if (watched.length > 0) seeUsers(watched, seen, users);
    },
    *settle(kind) {
      if (watched.length === 0) return [];
      yield* seeReadings(watched, seen, directory);
      store.recount(changesOf(watched, seen, kind));
      return watched.flatMap(({ caught }) => [...caught.values()]);
    },
  };
}

function seeUsers(watched: readonly WatchedRule[], seen: SeenSoFar, users: readonly RosterUser[]): void {
  const these = fileTold(users, 'users-export');
  seen.columns = {
    tellsRoles: seen.columns.tellsRoles || these.tellsRoles,
    tellsGroups: seen.columns.tellsGroups || these.tellsGroups,
  };
  for (const user of users) {
    if (user.accountId === null) {
      seeBlockedRow(watched, user);
      continue;
    }
    const key = accountKey(user.accountId);
    const { name, address } = personTold([user]);
    const before = seen.people.get(key);
    seen.people.set(key, {
      accountId: user.accountId,
      name: name || before?.name === true,
      address: address || before?.address === true,
    });
    for (const { fits, caught } of watched) {
      if (!caught.has(key) && fits(user)) caught.set(key, personAs(user.accountId, user));
    }
  }
}

/** A blocked row protects the accounts it names, and frees nobody. */
function seeBlockedRow(watched: readonly WatchedRule[], user: RosterUser): void {
  const accountIds = accountsInBlockedRow(user);
  if (accountIds.length === 0) return;
  const ways = readInEveryWay(user);
  for (const { fits, caught } of watched) {
    if (!ways.some(fits)) continue;
    for (const accountId of accountIds) {
      const key = accountKey(accountId);
      if (!caught.has(key)) caught.set(key, { accountId, name: '', email: '' });
    }
  }
}

/** Finds those whom a rule matches by what Atlassian said of them, although the file does not say so. */
function* seeReadings(
  watched: readonly WatchedRule[],
  { people }: SeenSoFar,
  directory: CurrentDirectory,
): Pieces<void> {
  const readings = yield* directory.store().readings([...people.values()].map(({ accountId }) => accountId));
  for (const group of inGroups(people)) {
    for (const [key, { accountId }] of group) {
      const ruled = ruledBy(readings.get(key) ?? [], { name: '', email: '' });
      for (const { fits, caught } of watched) {
        const as = caught.has(key) ? undefined : ruled.find(fits);
        if (as) caught.set(key, personAs(accountId, as));
      }
    }
    yield;
  }
}

/** For each rule, everybody it fits, and everybody of whom the file says that it does not. */
function changesOf(watched: readonly WatchedRule[], seen: SeenSoFar, kind: RosterKind): Recount[] {
  const told = columnsCount(kind) ? seen.columns : nothingTold;
  return watched.map(({ rule, caught }) => ({
    ruleId: rule.id,
    caught: [...caught.values()],
    freed: [...seen.people]
      .filter(([key, said]) => !caught.has(key) && isTold(rule.kind, { ...said, ...told }))
      .map(([, { accountId }]) => accountId),
  }));
}
