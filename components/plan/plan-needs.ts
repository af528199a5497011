/** What a plan still needs, and what the admin adds before it is sealed again. */

import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { alarmOfQuestion, alarmQuestion, type PlanAnswer } from '#lib/domain/plan/question';

/** The questions and reasons that a plan needs before it may be confirmed. */
interface PlanNeeds {
  /** Questions without an answer. */
  questions: PlanAlarm[];
  /** It is above the size limit and has no reason yet. */
  reason: boolean;
}

/** Finds the questions and reasons that a plan needs before the admin can type the number. */
export function needsOf(plan: Plan, alarms: readonly PlanAlarm[]): PlanNeeds {
  const { terms } = plan;
  return {
    questions: alarms.filter(({ level }) => level === 'question'),
    reason: terms?.sizeLimit.exceeded != null && terms.sizeLimit.raisedBecause === null,
  };
}

/** Whether the plan lacks an answer or a reason, so that it cannot be confirmed yet. */
export function isHeld(plan: Plan, alarms: readonly PlanAlarm[]): boolean {
  const { questions, reason } = needsOf(plan, alarms);
  return questions.length > 0 || reason;
}

/** A sentence that says what the plan still needs; null if the number can be typed. */
export function needsLabel(plan: Plan, alarms: readonly PlanAlarm[]): string | null {
  const { questions, reason } = needsOf(plan, alarms);
  const open = questions.length;
  if (open === 0) return reason ? 'The size limit above needs your reason.' : null;
  const needed =
    open === 1 ? '1 question above needs your answer' : `${open} questions above need your answer`;
  return reason ? `${needed}, and the size limit your reason.` : `${needed}.`;
}

/** Whether two sealed plans have the same users, predictions and alarms, so that only words about the plan differ. */
export function isSamePlan(one: SealedUsers, other: SealedUsers): boolean {
  return sameText(one) === sameText(other);
}

type SealedUsers = { entries: readonly PlanEntry[]; alarms: readonly PlanAlarm[] };

function sameText({ entries, alarms }: SealedUsers): string {
  const users = entries.map(({ accountId, prediction }) => [accountId, prediction?.kind ?? null]);
  return JSON.stringify([users, alarms.map(({ code, level, count, title }) => [code, level, count, title])]);
}

/** The answers that the next sealing of the same plan needs: those given before, and the added one. */
export function answersWith(plan: Plan, added: PlanAnswer): PlanAnswer[] {
  return [...givenAnswers(plan).filter(({ question }) => question !== added.question), added];
}

/** The codes of the warnings that the admin keeps in this plan. */
export function keptAlarms(plan: Plan): Set<string> {
  return new Set(givenAnswers(plan).flatMap(({ question }) => alarmOfQuestion(question) ?? []));
}

/** The answers given before, with exactly these warnings kept. */
export function withKept(plan: Plan, codes: ReadonlySet<string>): PlanAnswer[] {
  return [
    ...givenAnswers(plan).filter(({ question }) => alarmOfQuestion(question) === null),
    ...[...codes].map((code) => ({ question: alarmQuestion(code), answer: 'none' as const })),
  ];
}

function givenAnswers(plan: Plan): PlanAnswer[] {
  return (plan.terms?.questions ?? []).flatMap(({ question, answer }): PlanAnswer[] => {
    if (answer === null) return [];
    if (answer.answer === 'none') return [{ question, answer: 'none' }];
    const accountIds = answer.people.map(({ accountId }) => accountId);
    return [{ question, answer: 'these', accountIds }];
  });
}
