/**
 * Protection rules that could not be checked for some users. If no source has the value that a rule needs, the rule
 * finds no match.
 */
import { accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import { factOf, saidSince } from '#lib/domain/directory/facts';
import { guardFactsKeepMs } from '#lib/domain/directory/freshness';
import type { Reading } from '#lib/domain/directory/reading';
import {
  givenByFile,
  nothingGiven,
  type ProtectionRule,
  ruleJudge,
} from '#lib/domain/protection/protection-rule';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { seenOf } from '#lib/engine/directory/candidates';
import type { ToJudge } from '#lib/engine/plan/to-judge';

/** The rules that no source can answer for some of these users, with those users. */
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

/** Whether Atlassian has named the account's groups recently enough for a guard. */
function saysGroups(readings: readonly Reading[], now: number): boolean {
  const fact = factOf(saidSince(readings, now - guardFactsKeepMs), 'groups');
  return fact.state === 'known';
}
