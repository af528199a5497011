/**
 * Protection by rule. The users that a rule matches are found in every stored roster and in every upload. One matching
 * row is enough, and only a file that has what the rule examines can end a protection.
 */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Protections } from '#lib/domain/protection/protection';
import {
  fileTold,
  isTold,
  nothingTold,
  type ProtectionRule,
  personTold,
  type RuledUser,
  type RuleKind,
  ruleJudge,
  ruleLabel,
  ruleMatcher,
  ruleMistake,
  sameRule,
  type Told,
} from '#lib/domain/protection/protection-rule';
import type { RosterKind, RosterUser } from '#lib/domain/roster/roster';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import { candidateOf, seenOf } from '#lib/engine/directory/candidates';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Clock, Random } from '#lib/engine/ports';
import type {
  JoinedWrite,
  Person,
  PreflightStore,
  RosterRecord,
  RosterStore,
  RuleStore,
} from '#lib/engine/storage';
import { inTurns, newQueue } from '#lib/engine/turns';

/** A rule to be added. */
export interface RuleWish {
  kind: RuleKind;
  pattern: string;
  reason: string;
}

/** Observes the users of an upload as they are read. */
export interface Watch {
  see(users: readonly RosterUser[]): void;
  /**
   * Protects the users that rules match, and ends the protection of those they no longer match. Returns everybody
   * protected by a rule now.
   */
  settle(kind: RosterKind): Person[];
}

/** The verbs on rules. */
export interface RuleVerbs {
  list(): (ProtectionRule & { count: number })[];
  /** The users of a roster that a rule would match, in file order. In pieces, so that other work can run in between. */
  preview(rosterId: string, rule: Omit<RuleWish, 'reason'>): Promise<Result<Person[]>>;
  /** Adds a rule and finds its users. In pieces, so that other work can run in between. */
  add(wish: RuleWish): Promise<Result<void>>;
  /** Adds the rules that do not exist yet, all or none. Returns how many. */
  addAll(
    wishes: readonly RuleWish[],
    along?: (rules: JoinedWrite) => Promise<Result<unknown>>,
  ): Promise<Result<number>>;
  remove(id: string, reason: string): Result<void>;
  watch(): Watch;
  /** Protects those of these people whom a rule matches according to any source. Never ends a protection. */
  protectFitting(people: readonly { accountId: string; seen: readonly RuledUser[] }[]): void;
  caught(): Protections;
  /** Rules that are missing although nobody removed them. */
  lost(): ProtectionRule[];
  /** Restores such rules unchanged. */
  putBack(rules: readonly ProtectionRule[]): void;
}

/** Verbs over a store of rules. */
export function newRules(parts: {
  store: RuleStore;
  rosterStore: RosterStore;
  preflightStore: Pick<PreflightStore, 'accountsInPieces'>;
  clock: Clock;
  random: Pick<Random, 'id'>;
}): RuleVerbs {
  const { store, rosterStore, preflightStore, clock, random } = parts;
  const oneAfterTheOther = newQueue();

  /** The verdict of a rule about each user of a roster, by the file and by Atlassian's list. */
  function* judged(
    { id: rosterId, kind }: Pick<RosterRecord, 'id' | 'kind'>,
    rule: Omit<RuleWish, 'reason'>,
  ): Pieces<{ fitting: ReadonlyMap<AccountKey, Person>; told: ReadonlySet<AccountKey> }> {
    const accounts = yield* preflightStore.accountsInPieces(rosterId);
    const users = yield* rosterStore.usersInPieces(rosterId);
    const judge = ruleJudge(rule);
    const fits = ruleMatcher(rule);
    const tells = fileTold(users, kind);
    const fitting = new Map<AccountKey, Person>();
    const told = new Set<AccountKey>();
    for (const group of inGroups(users)) {
      for (const user of group) {
        const candidate = candidateOf(user);
        if (candidate === null) continue;
        const { accountId } = candidate;
        const seen = seenOf(candidate, { accounts });
        const as = seen.find(fits);
        if (as && !fitting.has(accountKey(accountId))) {
          fitting.set(accountKey(accountId), personOf(accountId, as));
        }
        if (judge({ seen, ...tells }) !== 'unknown') told.add(accountKey(accountId));
      }
      yield;
    }
    return { fitting, told };
  }

  /**
   * The users that a rule matches in these rosters, the newest first. If rosters disagree about a user, the newest one
   * that has what the rule examines decides.
   */
  function* everybody(rosters: readonly RosterRecord[], rule: Omit<RuleWish, 'reason'>): Pieces<Person[]> {
    const decided = new Set<AccountKey>();
    const people: Person[] = [];
    for (const roster of rosters) {
      const { fitting, told } = yield* judged(roster, rule);
      for (const [key, person] of fitting) if (!decided.has(key)) people.push(person);
      for (const key of told) decided.add(key);
    }
    return people;
  }

  /** The rules of these wishes that are not there yet. */
  function wished(wishes: readonly RuleWish[]): Result<ProtectionRule[]> {
    const added: ProtectionRule[] = [];
    for (const { kind, pattern } of wishes) {
      const mistake = ruleMistake(kind, pattern);
      if (mistake !== null)
        return failed('invalid', `${ruleLabel({ kind, pattern })}: ${mistake}`, 'Change the pattern.');
    }
    for (const wish of wishes) {
      if ([...store.rules(), ...added].some((rule) => sameRule(rule, wish))) continue;
      const { kind, pattern, reason } = wish;
      added.push({ id: random.id(), kind, pattern: pattern.trim(), reason, createdAt: clock.wall() });
    }
    return done(added);
  }

  /** Finds everybody the rules fit; called again, it looks at the rosters that arrived meanwhile. */
  function searchFor(rules: readonly ProtectionRule[]) {
    const found = rules.map((rule) => ({ rule, people: [] as Person[] }));
    const looked = new Set<string>();
    return {
      found,
      *look(): Pieces<void> {
        for (;;) {
          const rosters = rosterStore.list().filter(({ id }) => !looked.has(id));
          if (rosters.length === 0) return;
          for (const { rule, people } of found) {
            for (const person of yield* everybody(rosters, rule)) people.push(person);
          }
          for (const { id } of rosters) looked.add(id);
        }
      },
    };
  }

  const addAll: RuleVerbs['addAll'] = (wishes, along) =>
    oneAfterTheOther(async () => {
      const added = wished(wishes);
      if (!added.ok) return added;
      const { found, look } = searchFor(added.value);
      await inTurns(look());
      const lookAgain = () => atOnce(look());
      if (along) {
        const joined = store.joined(found);
        const write = () => {
          lookAgain();
          joined.write();
        };
        const made = await along({ ...joined, write });
        if (!made.ok) return made;
      } else {
        lookAgain();
        store.add(found);
      }
      return done(found.length);
    });

  return {
    list: () => store.rules().map((rule) => ({ ...rule, count: store.count(rule.id) })),
    caught: () => store.caught(),
    async preview(rosterId, rule) {
      const mistake = ruleMistake(rule.kind, rule.pattern);
      if (mistake !== null) return failed('invalid', mistake, 'Change the pattern.');
      const roster = rosterStore.get(rosterId);
      if (roster === null) return failed('not-found', 'This roster no longer exists.', 'Choose another.');
      const { fitting } = await inTurns(judged(roster, rule));
      return done([...fitting.values()]);
    },
    async add(wish) {
      const added = await addAll([wish]);
      if (!added.ok) return added;
      if (added.value === 0) return failed('conflict', 'There is such a rule already.', 'See the rules.');
      return done(undefined);
    },
    addAll,
    remove(id, reason) {
      const rule = store.rules().find((each) => each.id === id);
      if (!rule) return failed('not-found', 'This rule does not exist.', 'Reload the page.');
      if (reason === '')
        return failed('invalid', 'A rule is removed with a reason.', 'Give one; it is recorded.');
      store.remove(rule, reason, clock.wall());
      return done(undefined);
    },
    protectFitting(people) {
      const rules = store.rules().map((rule) => ({ rule, fits: ruleMatcher(rule) }));
      const changes = rules.flatMap(({ rule, fits }) => {
        const caught = people.flatMap(({ accountId, seen }) => {
          const as = seen.find(fits);
          return as ? [personOf(accountId, as)] : [];
        });
        return caught.length === 0 ? [] : [{ ruleId: rule.id, caught, freed: [] }];
      });
      if (changes.length > 0) store.recount(changes);
    },
    lost: () => store.lost(),
    putBack(rules) {
      const rosters = rosterStore.list();
      store.add(rules.map((rule) => ({ rule, people: atOnce(everybody(rosters, rule)) })));
    },
    watch() {
      const watched = store
        .rules()
        .map((rule) => ({ rule, fits: ruleMatcher(rule), caught: new Map<AccountKey, Person>() }));
      const seen = new Map<AccountKey, Pick<Told, 'name' | 'address'> & { accountId: string }>();
      let tells = nothingTold;
      return {
        see(users) {
          if (watched.length === 0) return;
          // The kind of the file, which is known at the end, tells whether these columns are Atlassian's.
          const these = fileTold(users, 'users-export');
          tells = {
            tellsRoles: tells.tellsRoles || these.tellsRoles,
            tellsGroups: tells.tellsGroups || these.tellsGroups,
          };
          for (const user of users) {
            if (user.accountId === null) continue;
            const key = accountKey(user.accountId);
            const { name, address } = personTold([user]);
            const before = seen.get(key);
            seen.set(key, {
              accountId: user.accountId,
              name: name || before?.name === true,
              address: address || before?.address === true,
            });
            for (const { fits, caught } of watched) {
              if (!caught.has(key) && fits(user)) caught.set(key, personOf(user.accountId, user));
            }
          }
        },
        settle(kind) {
          const told = kind === 'email-list' ? nothingTold : tells;
          if (watched.length > 0) {
            store.recount(
              watched.map(({ rule, caught }) => ({
                ruleId: rule.id,
                caught: [...caught.values()],
                freed: [...seen]
                  .filter(([key, said]) => !caught.has(key) && isTold(rule.kind, { ...said, ...told }))
                  .map(([, { accountId }]) => accountId),
              })),
            );
          }
          return watched.flatMap(({ caught }) => [...caught.values()]);
        },
      };
    },
  };
}

function personOf(accountId: string, { name, email }: { name: string; email: string }): Person {
  return { accountId, name, email };
}
