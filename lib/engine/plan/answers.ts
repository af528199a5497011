/**
 * Reads the admin's answers to questions that the guards could not answer. The accounts in an answer become protected.
 */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import { alarmCodes } from '#lib/domain/plan/alarms/alarm';
import {
  alarmOfQuestion,
  type PlanAnswer,
  type PlanQuestion,
  ruleOfQuestion,
} from '#lib/domain/plan/question';
import { type ProtectionRule, ruleLabel } from '#lib/domain/protection/protection-rule';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { Candidate } from '#lib/engine/directory/candidates';
import { done, failed, type Result } from '#lib/engine/errors';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';

/** The admin's answers, by question. */
export type Answers = ReadonlyMap<string, NonNullable<PlanQuestion['answer']>>;

/** Somebody whom an answer protects. */
interface Named {
  question: string;
  person: Candidate;
  reason: string;
}

/**
 * Checks the answers and protects the accounts in them, in pieces. `candidates`: the users that the plan would contain
 * without these protections. If one answer is invalid, nothing is changed.
 */
export function* takeAnswers(
  answers: readonly PlanAnswer[],
  candidates: readonly Candidate[],
  rules: readonly ProtectionRule[],
  protections: ProtectionVerbs,
): Pieces<Result<Answers>> {
  const checked = checkAnswers(answers, yield* namedIn(answers, candidates), rules, protections);
  if (!checked.ok) return checked;
  const { taken, named } = checked.value;
  for (const { question, person, reason } of named) {
    const { accountId, name, email } = person;
    if (question === 'operator') protections.setOperator({ accountId, name, email });
    else protections.protect({ accountId, name, email }, reason);
    yield;
  }
  return done(taken);
}

/** The users whom an answer names. */
function* namedIn(
  answers: readonly PlanAnswer[],
  candidates: readonly Candidate[],
): Pieces<ReadonlyMap<AccountKey, Candidate>> {
  const keys = new Set(
    answers.flatMap((given) => (given.answer === 'none' ? [] : given.accountIds.map((id) => accountKey(id)))),
  );
  const found = new Map<AccountKey, Candidate>();
  if (keys.size === 0) return found;
  for (const group of inGroups(candidates)) {
    for (const each of group) {
      const key = accountKey(each.accountId);
      if (keys.has(key)) found.set(key, each);
    }
    yield;
  }
  return found;
}

/** The answers by question, and whom they protect. */
function checkAnswers(
  answers: readonly PlanAnswer[],
  byKey: ReadonlyMap<AccountKey, Candidate>,
  rules: readonly ProtectionRule[],
  protections: ProtectionVerbs,
): Result<{ taken: Answers; named: Named[] }> {
  const protectedNow = protections.all();
  const taken = new Map<string, NonNullable<PlanQuestion['answer']>>();
  const named: Named[] = [];
  for (const given of answers) {
    const { question } = given;
    if (question === 'organisation' && given.answer !== 'none') {
      return failed(
        'invalid',
        'The answer about the organisation names no accounts.',
        'Leave the users of another organisation out of the plan.',
      );
    }
    if (isAlarm(question)) {
      if (given.answer !== 'none') {
        return failed(
          'invalid',
          'The answer that keeps a warning names no accounts.',
          'Leave its users out of the plan, if you do not want to keep it.',
        );
      }
      taken.set(question, { answer: 'none' });
      continue;
    }
    const reason = reasonFor(question, rules);
    if (reason === null && question !== 'organisation') {
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
      // An account from an earlier answer is protected by now, and is not a candidate any more.
      const known = candidate ?? protectedNow.get(key);
      if (!known) {
        const message = `The answer names ${accountId}, which is not in the plan.`;
        return failed('invalid', message, 'Name accounts of the plan only.');
      }
      people.push({ accountId: known.accountId, name: known.name });
      if (candidate && reason !== null) named.push({ question, person: candidate, reason });
    }
    taken.set(question, { answer: 'these', people });
  }
  return done({ taken, named });
}

/** Whether the question is about a warning that exists. */
function isAlarm(question: string): boolean {
  return alarmCodes.some((code) => code === alarmOfQuestion(question));
}

/** Refuses an answer that would replace the known account of the admin, which stays protected. */
function operatorMistake(named: readonly string[], known: Person | null): Result<never> | null {
  const keys = new Set(named.map(accountKey));
  if (keys.size > 1) return failed('invalid', 'One account is yours, not several.', 'Name one account.');
  if (known === null || keys.has(accountKey(known.accountId))) return null;
  const message = `Your own account is known: ${known.name || known.accountId}.`;
  return failed('invalid', message, 'Say on the review which account is yours, if this one is not.');
}

/** The reason of a protection that an answer causes; null if there is no such question. */
function reasonFor(question: string, rules: readonly ProtectionRule[]): string | null {
  if (question === 'admins') return 'Organisation admin, as you said when you confirmed a plan';
  if (question === 'operator') return 'Your own account';
  if (question === 'contradictions')
    return 'Sources contradict each other, and you protected them when you confirmed a plan';
  const ruleId = ruleOfQuestion(question);
  const rule = rules.find(({ id }) => id === ruleId);
  return rule ? `${ruleLabel(rule)}, as you said when you confirmed a plan: ${rule.reason}` : null;
}
