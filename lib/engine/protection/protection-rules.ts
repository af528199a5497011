/**
 * Protection by rule. The users that a rule matches are found in every stored roster and in every upload. One matching
 * row is enough, and only a file that has what the rule examines can end a protection.
 */
import type { Person } from '#lib/domain/account/person';
import type { Survey, SurveyQuestions } from '#lib/domain/plan/survey';
import type { Protections } from '#lib/domain/protection/protection';
import {
  type CountedRule,
  type ProtectionRule,
  type RuledUser,
  ruleLabel,
  ruleMatcher,
  ruleMistake,
  sameRule,
} from '#lib/domain/protection/protection-rule';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Clock, Random } from '#lib/engine/ports';
import {
  newRuleSearch,
  personAs,
  type RulePattern,
  type RuleSearch,
  type SearchedStores,
  searchRoster,
  searchRosters,
} from '#lib/engine/protection/rule-search';
import { type Watch, watchForRules } from '#lib/engine/protection/rule-watch';
import type { JoinedWrite, RuleStore } from '#lib/engine/storage/protections';
import type { RosterStore } from '#lib/engine/storage/rosters';
import { inTurns, newQueue } from '#lib/engine/turns';

/** A rule to be added. */
export type NewRule = Pick<ProtectionRule, 'kind' | 'pattern' | 'reason'>;

/** An account, with the user according to each source. */
interface SeenUser {
  accountId: string;
  seen(): readonly RuledUser[];
}

/** The verbs of protection rules. */
export interface RuleVerbs {
  list(): CountedRule[];
  /** The users of a roster that a rule would match, in file order. In pieces, so that other work can run in between. */
  preview(rosterId: string, rule: RulePattern): Promise<Result<Person[]>>;
  /** Adds a rule and finds its users. In pieces, so that other work can run in between. */
  add(rule: NewRule): Promise<Result<void>>;
  /** Adds the rules that do not exist yet, all or none. Returns how many. */
  addAll(
    rules: readonly NewRule[],
    along?: (rules: JoinedWrite) => Promise<Result<unknown>>,
  ): Promise<Result<number>>;
  remove(id: string, reason: string): Result<void>;
  /** The rules for the survey of a file that is being read, and the accounts that they protect now. */
  questions(): Pick<SurveyQuestions, 'rules' | 'ruled'>;
  /** Applies the rules to the users of a file. */
  watch(survey: Survey): Watch;
  /** Protects those of these people whom a rule matches according to any source. Never ends a protection. In pieces. */
  protectFitting(people: Iterable<SeenUser>): Pieces<void>;
  caught(): Protections;
  /** Rules that are missing although nobody removed them. */
  lost(): ProtectionRule[];
  /** Restores such rules unchanged. */
  putBack(rules: readonly ProtectionRule[]): void;
}

interface RuleParts extends SearchedStores {
  store: RuleStore;
  rosterStore: RosterStore;
  clock: Clock;
  random: Pick<Random, 'id'>;
  /** Called once rules were added. */
  added?(): Promise<void>;
}

/** Verbs over a store of rules. */
export function newRules(parts: RuleParts): RuleVerbs {
  const { store } = parts;
  const oneAfterTheOther = newQueue();
  const addAll: RuleVerbs['addAll'] = (rules, along) => oneAfterTheOther(() => addRules(parts, rules, along));
  return {
    list: () => store.rules().map((rule) => ({ ...rule, count: store.count(rule.id) })),
    caught: () => store.caught(),
    preview: (rosterId, rule) => preview(parts, rosterId, rule),
    async add(rule) {
      const added = await addAll([rule]);
      if (!added.ok) return added;
      if (added.value === 0) return failed('conflict', 'This rule already exists.', 'See the rules.');
      return done(undefined);
    },
    addAll,
    remove: (id, reason) => remove(parts, id, reason),
    protectFitting: (people) => protectFitting(store, people),
    lost: () => store.lost(),
    putBack: (rules) => putBack(parts, rules),
    questions: () => ({ rules: store.rules(), ruled: [...store.caught().keys()] }),
    watch: (survey) => watchForRules(store, survey),
  };
}

async function preview(parts: RuleParts, rosterId: string, rule: RulePattern): Promise<Result<Person[]>> {
  const mistake = ruleMistake(rule.kind, rule.pattern);
  if (mistake !== null) return failed('invalid', mistake, 'Change the pattern.');
  const roster = parts.rosterStore.get(rosterId);
  if (roster === null) return failed('not-found', 'This roster no longer exists.', 'Choose another.');
  const { fitting } = await inTurns(searchRoster(parts, roster, rule));
  return done([...fitting.values()]);
}

async function addRules(
  parts: RuleParts,
  rules: readonly NewRule[],
  along: Parameters<RuleVerbs['addAll']>[1],
): Promise<Result<number>> {
  const added = missingRules(parts, rules);
  if (!added.ok) return added;
  const search = newRuleSearch(parts, added.value);
  await inTurns(search.look());
  if (along) {
    const made = await along(joinedWrite(parts.store, search));
    if (!made.ok) return made;
  } else {
    atOnce(search.look());
    parts.store.add(search.found);
  }
  if (search.found.length > 0) await parts.added?.();
  return done(search.found.length);
}

/** The new rules that are not there yet. */
function missingRules(
  { store, clock, random }: RuleParts,
  rules: readonly NewRule[],
): Result<ProtectionRule[]> {
  for (const { kind, pattern } of rules) {
    const mistake = ruleMistake(kind, pattern);
    if (mistake !== null)
      return failed('invalid', `${ruleLabel({ kind, pattern })}: ${mistake}`, 'Change the pattern.');
  }
  const missing: ProtectionRule[] = [];
  for (const rule of rules) {
    if ([...store.rules(), ...missing].some((each) => sameRule(each, rule))) continue;
    const { kind, pattern, reason } = rule;
    missing.push({ id: random.id(), kind, pattern: pattern.trim(), reason, createdAt: clock.wall() });
  }
  return done(missing);
}

/** The write of a search's results, which first searches the rosters that arrived since. */
function joinedWrite(store: RuleStore, { found, look }: RuleSearch): JoinedWrite {
  const { write, written } = store.joined(found);
  return {
    write() {
      atOnce(look());
      write();
    },
    written,
  };
}

function remove({ store, clock }: RuleParts, id: string, reason: string): Result<void> {
  const rule = store.rules().find((each) => each.id === id);
  if (!rule) return failed('not-found', 'This rule does not exist.', 'Reload the page.');
  if (reason === '') return failed('invalid', 'Removing a rule needs a reason.', 'Give one; it is recorded.');
  store.remove(rule, reason, clock.wall());
  return done(undefined);
}

function* protectFitting(store: RuleStore, people: Iterable<SeenUser>): Pieces<void> {
  const matched = store.rules().map((rule) => ({ rule, fits: ruleMatcher(rule), caught: [] as Person[] }));
  if (matched.length === 0) return;
  for (const group of inGroups(people)) {
    for (const { accountId, seen } of group) {
      const sources = seen();
      for (const { fits, caught } of matched) {
        const as = sources.find(fits);
        if (as) caught.push(personAs(accountId, as));
      }
    }
    yield;
  }
  // A rule that was removed in the meantime protects nobody.
  const still = new Set(store.rules().map(({ id }) => id));
  const changes = matched.flatMap(({ rule, caught }) =>
    caught.length === 0 || !still.has(rule.id) ? [] : [{ ruleId: rule.id, caught, freed: [] }],
  );
  if (changes.length > 0) store.recount(changes);
}

function putBack(parts: RuleParts, rules: readonly ProtectionRule[]): void {
  const rosters = parts.rosterStore.list();
  parts.store.add(rules.map((rule) => ({ rule, people: atOnce(searchRosters(parts, rosters, rule)) })));
}
