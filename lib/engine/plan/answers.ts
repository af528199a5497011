/** The admin's answers to what the guards could not check: whoever they name is protected. */
import { accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import { type PlanAnswer, type PlanQuestion, ruleOfQuestion } from '#lib/domain/plan/question';
import { type ProtectionRule, ruleLabel } from '#lib/domain/protection/protection-rule';
import type { Candidate } from '#lib/engine/directory/candidates';
import { done, failed, type Result } from '#lib/engine/errors';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';

export type Answers = ReadonlyMap<string, NonNullable<PlanQuestion['answer']>>;

/**
 * Checks the answers and protects everybody they name. `candidates` are the users whom the plan would contain without
 * them. Nothing is changed where one answer cannot be taken.
 */
export function takeAnswers(
  answers: readonly PlanAnswer[],
  candidates: readonly Candidate[],
  rules: readonly ProtectionRule[],
  protections: ProtectionVerbs,
): Result<Answers> {
  const byKey = new Map(candidates.map((each) => [accountKey(each.accountId), each]));
  const protectedNow = protections.all();
  const taken = new Map<string, NonNullable<PlanQuestion['answer']>>();
  const named: { question: string; person: Candidate; reason: string }[] = [];
  for (const given of answers) {
    const { question } = given;
    const reason = reasonFor(question, rules);
    if (reason === null) {
      return failed('invalid', `There is no question “${question}”.`, 'See the questions of the plan.');
    }
    if (taken.has(question)) {
      return failed('invalid', `The question “${question}” is answered twice.`, 'Answer it once.');
    }
    if (given.answer === 'none') {
      taken.set(question, { answer: 'none' });
      continue;
    }
    if (question === 'operator') {
      const mistake = operatorMistake(given.accountIds, protections.operator());
      if (mistake) return mistake;
    }
    const people: { accountId: string; name: string }[] = [];
    for (const [key, accountId] of new Map(given.accountIds.map((id) => [accountKey(id), id]))) {
      const candidate = byKey.get(key);
      // Who was named in an answer before is protected by now, and is named again with it.
      const known = candidate ?? protectedNow.get(key);
      if (!known) {
        const message = `The answer names ${accountId}, which is not in the plan.`;
        return failed('invalid', message, 'Name accounts of the plan only.');
      }
      people.push({ accountId: known.accountId, name: known.name });
      if (candidate) named.push({ question, person: candidate, reason });
    }
    taken.set(question, { answer: 'these', people });
  }
  for (const { question, person, reason } of named) {
    const { accountId, name, email } = person;
    if (question === 'operator') protections.setOperator({ accountId, name, email });
    else protections.protect({ accountId, name, email }, reason);
  }
  return done(taken);
}

/** An answer takes nobody else's place: the account that is known as the admin's own stays protected. */
function operatorMistake(named: readonly string[], known: Person | null): Result<never> | null {
  const keys = new Set(named.map(accountKey));
  if (keys.size > 1) return failed('invalid', 'One account is yours, not several.', 'Name one account.');
  if (known === null || keys.has(accountKey(known.accountId))) return null;
  const message = `Your own account is known: ${known.name || known.accountId}.`;
  return failed('invalid', message, 'Say on the review which account is yours, if this one is not.');
}

/** Why somebody named in an answer is protected; null where there is no such question. */
function reasonFor(question: string, rules: readonly ProtectionRule[]): string | null {
  if (question === 'admins') return 'Organisation admin, as you said when you confirmed a plan';
  if (question === 'operator') return 'Your own account';
  const ruleId = ruleOfQuestion(question);
  const rule = rules.find(({ id }) => id === ruleId);
  return rule ? `${ruleLabel(rule)}, as you said when you confirmed a plan: ${rule.reason}` : null;
}
