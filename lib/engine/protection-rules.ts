/** Protecting by rule: whom a rule fits is found in every roster that is kept, and in every one that is uploaded. */
import { accountKey } from '#lib/domain/account-id';
import type { Protections } from '#lib/domain/protection';
import {
  type ProtectionRule,
  type RuledUser,
  type RuleKind,
  ruleMatcher,
  ruleMistake,
  ruleWords,
  sameRule,
  speaksOf,
} from '#lib/domain/protection-rule';
import type { RosterColumn, RosterUser } from '#lib/domain/roster';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Chance, Clock } from '#lib/engine/ports';
import type { Person, RosterStore, RuleStore } from '#lib/engine/storage';

export interface RuleWish {
  kind: RuleKind;
  pattern: string;
  reason: string;
}

/** Looks at the users of an upload as they are read. */
export interface Watch {
  see(users: readonly RosterUser[]): void;
  /** Protects whom rules fit and lets go whom they no longer do; says who is protected by a rule now. */
  settle(columns: readonly RosterColumn[]): Person[];
}

export interface RuleVerbs {
  list(): (ProtectionRule & { count: number })[];
  /** Whom a rule would fit in a roster, in file order. */
  preview(rosterId: string, rule: Omit<RuleWish, 'reason'>): Result<Person[]>;
  add(wish: RuleWish): Result<void>;
  /** Adds those that are not there yet, all of them or none; says how many. */
  addAll(wishes: readonly RuleWish[]): Result<number>;
  remove(id: string, reason: string): Result<void>;
  watch(): Watch;
  /** Protects those of these people whom a rule fits by what any source says of them; frees nobody. */
  protectFitting(people: readonly { accountId: string; seen: readonly RuledUser[] }[]): void;
  caught(): Protections;
}

/** Verbs over a store of rules. */
export function newRules(parts: {
  store: RuleStore;
  rosterStore: RosterStore;
  clock: Clock;
  chance: Pick<Chance, 'id'>;
}): RuleVerbs {
  const { store, rosterStore, clock, chance } = parts;

  /** Everybody a rule fits: where rosters differ about somebody, the newest that says what it looks at decides. */
  function everybody(rule: Omit<RuleWish, 'reason'>): Person[] {
    const fits = ruleMatcher(rule);
    const decided = new Set<string>();
    const people: Person[] = [];
    for (const roster of rosterStore.list()) {
      if (!speaksOf(rule.kind, roster.summary.columns)) continue;
      for (const user of rosterStore.users(roster.id)) {
        if (user.accountId === null || decided.has(accountKey(user.accountId))) continue;
        decided.add(accountKey(user.accountId));
        if (fits(user)) people.push(personOf(user.accountId, user));
      }
    }
    return people;
  }

  function addAll(wishes: readonly RuleWish[]): Result<number> {
    for (const { kind, pattern } of wishes) {
      const mistake = ruleMistake(kind, pattern);
      if (mistake !== null)
        return failed('invalid', `${ruleWords({ kind, pattern })}: ${mistake}`, 'Change the pattern.');
    }
    const added: { rule: ProtectionRule; people: Person[] }[] = [];
    for (const wish of wishes) {
      const known = [...store.rules(), ...added.map(({ rule }) => rule)];
      if (known.some((rule) => sameRule(rule, wish))) continue;
      const { kind, pattern, reason } = wish;
      const rule = { id: chance.id(), kind, pattern: pattern.trim(), reason, createdAt: clock.wall() };
      added.push({ rule, people: everybody(rule) });
    }
    store.add(added);
    return done(added.length);
  }

  return {
    list: () => store.rules().map((rule) => ({ ...rule, count: store.count(rule.id) })),
    caught: () => store.caught(),
    preview(rosterId, rule) {
      const mistake = ruleMistake(rule.kind, rule.pattern);
      if (mistake !== null) return failed('invalid', mistake, 'Change the pattern.');
      if (rosterStore.get(rosterId) === null)
        return failed('not-found', 'This roster no longer exists.', 'Choose another.');
      const fits = ruleMatcher(rule);
      return done(
        rosterStore
          .users(rosterId)
          .flatMap((user) => (user.accountId !== null && fits(user) ? [personOf(user.accountId, user)] : [])),
      );
    },
    add(wish) {
      const added = addAll([wish]);
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
    watch() {
      const watched = store
        .rules()
        .map((rule) => ({ rule, fits: ruleMatcher(rule), caught: new Map<string, Person>() }));
      const seen = new Set<string>();
      return {
        see(users) {
          if (watched.length === 0) return;
          for (const user of users) {
            if (user.accountId === null || seen.has(user.accountId)) continue;
            seen.add(user.accountId);
            for (const { fits, caught } of watched) {
              if (fits(user)) caught.set(user.accountId, personOf(user.accountId, user));
            }
          }
        },
        settle(columns) {
          const telling = watched.filter(({ rule }) => speaksOf(rule.kind, columns));
          if (telling.length > 0) {
            store.recount(
              telling.map(({ rule, caught }) => ({
                ruleId: rule.id,
                caught: [...caught.values()],
                freed: [...seen].filter((accountId) => !caught.has(accountId)),
              })),
            );
          }
          return telling.flatMap(({ caught }) => [...caught.values()]);
        },
      };
    },
  };
}

function personOf(accountId: string, { name, email }: { name: string; email: string }): Person {
  return { accountId, name, email };
}
