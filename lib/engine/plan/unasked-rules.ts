/**
 * Finds protection rules that could not be checked for some users, because no source has the value that the rule
 * examines.
 */
import { accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import { factOf, readingsSince } from '#lib/domain/directory/facts';
import { guardFactsKeepMs } from '#lib/domain/directory/freshness';
import type { Reading } from '#lib/domain/directory/reading';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import {
  givenByFile,
  nothingGiven,
  type ProtectionRule,
  ruleJudge,
  ruleLabel,
  ruleSubjects,
} from '#lib/domain/protection/protection-rule';
import type { UncheckedRule } from '#lib/domain/run/next/obstacle';
import type { RunState } from '#lib/domain/run/state';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';
import { seenOf } from '#lib/engine/directory/candidates';
import { planPages } from '#lib/engine/plan/pages';
import type { ToJudge } from '#lib/engine/plan/to-judge';
import type { RunStore } from '#lib/engine/storage/runs';

/** The rules that could not be checked for some of these users, with those users. */
export function* unaskedRules<T extends Person>(
  {
    candidates,
    file,
    knowledge,
    rules,
    now,
  }: Pick<ToJudge, 'candidates' | 'file' | 'knowledge' | 'rules' | 'now'>,
  planned: readonly T[],
): Pieces<{ rule: ProtectionRule; users: T[] }[]> {
  if (rules.length === 0) return [];
  const tells = file === null ? nothingGiven : givenByFile(file.users, file.roster.kind);
  const unasked: { rule: ProtectionRule; users: T[] }[] = [];
  for (const rule of rules) {
    const judge = ruleJudge(rule);
    const users: T[] = [];
    for (const group of inGroups(planned.entries())) {
      for (const [at, person] of group) {
        const candidate = candidates[at];
        if (candidate === undefined) continue;
        // The file's columns say nothing about a user who is not in the file.
        const given = candidate.row === null ? nothingGiven : tells;
        const readings = knowledge.accounts.get(accountKey(candidate.accountId)) ?? [];
        const tellsGroups = given.tellsGroups || saysGroups(readings, now);
        const seen = seenOf(candidate, knowledge.accounts);
        if (judge({ seen, ...given, tellsGroups }) === 'unknown') users.push(person);
      }
      yield;
    }
    if (users.length > 0) unasked.push({ rule, users });
  }
  return unasked;
}

/** Whether the account's groups were read recently enough for a guard. */
function saysGroups(readings: readonly Reading[], now: number): boolean {
  const fact = factOf(readingsSince(readings, now - guardFactsKeepMs), 'groups');
  return fact.state === 'known';
}

/** A rule that could not be checked, and for how many users. */
export interface UnaskedRule {
  rule: ProtectionRule;
  users: number;
}

interface Parts {
  store: Pick<RunStore, 'planEntries'>;
  plans: { uncheckedSince(plan: Plan, entries: Iterable<PlanEntry>): Pieces<UnaskedRule[]> };
}

/**
 * The first rule that was added after the plan of an unfinished run was sealed, and that no source can answer for users
 * whom the run may still call. Null if there is none. In pieces.
 */
export function* uncheckedRule(plan: Plan, state: RunState, parts: Parts): Pieces<UncheckedRule | null> {
  const [first] = yield* parts.plans.uncheckedSince(plan, leftOf(plan, state, parts));
  if (first === undefined) return null;
  const { rule, users } = first;
  const left = users === 1 ? 'one user who is left' : `${whole(users)} users who are left`;
  return {
    message: `The protection rule ${ruleLabel(rule)} was added after the plan was sealed, and no source says the ${ruleSubjects[rule.kind]} of ${left}.`,
    hint: 'Stop the run, and seal the rest in a new plan, which asks about the rule. Or remove the rule.',
  };
}

/** The users whom the run may still call. */
function* leftOf({ id }: Plan, { users }: RunState, { store }: Parts): Generator<PlanEntry> {
  for (const entry of planPages(store, id)) {
    if (users.at(entry.position)?.stage !== 'settled') yield entry;
  }
}
