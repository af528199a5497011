/** Questions about a plan that a guard could not check. The admin must answer them before the plan may run. */
import { z } from 'zod';
import { messageSchema } from '#lib/domain/text/message';

/**
 * The name of a question: `admins`, `operator`, `contradictions`, `organisation`, `rule:` with the ID of a protection
 * rule, or `alarm:` with the code of a warning that the admin may keep.
 */
const questionSchema = z
  .string()
  .regex(/^(?:admins|operator|contradictions|organisation|rule:[A-Za-z0-9_-]{1,64}|alarm:[a-z-]{1,64})$/);

/** An answer as the page sends it: it names the accounts concerned, or says that the plan has none. */
export const planAnswerSchema = z.discriminatedUnion('answer', [
  z.strictObject({ question: questionSchema, answer: z.literal('none') }),
  z.strictObject({
    question: questionSchema,
    answer: z.literal('these'),
    accountIds: z.array(z.string().max(128)).min(1).max(10_000),
  }),
]);
export type PlanAnswer = z.infer<typeof planAnswerSchema>;

/** A question of a sealed plan with its answer; the plan's digest covers it. */
export const planQuestionSchema = z.object({
  question: z.string(),
  /** One sentence that says what could not be checked. */
  title: messageSchema,
  /** The number of affected users of the plan. */
  about: z.number().int(),
  /** Null if the admin has not answered: then the plan passes no gate. */
  answer: z
    .discriminatedUnion('answer', [
      z.object({ answer: z.literal('none') }),
      z.object({
        answer: z.literal('these'),
        /** The people named in the answer. They are protected, and so not in the plan. */
        people: z.array(z.object({ accountId: z.string(), name: z.string() })),
      }),
    ])
    .nullable(),
});
export type PlanQuestion = z.infer<typeof planQuestionSchema>;

/** The question about one protection rule. */
export function ruleQuestion(ruleId: string): string {
  return `rule:${ruleId}`;
}

/** The rule that a question is about; null for the other questions. */
export function ruleOfQuestion(question: string): string | null {
  return question.startsWith('rule:') ? question.slice('rule:'.length) : null;
}

const alarmPrefix = 'alarm:';

/** The question about a warning of this code. Its only answer is that the admin has looked, and keeps these users. */
export function alarmQuestion(code: string): string {
  return `${alarmPrefix}${code}`;
}

/** The code of the warning that a question is about; null for the other questions. */
export function alarmOfQuestion(question: string): string | null {
  return question.startsWith(alarmPrefix) ? question.slice(alarmPrefix.length) : null;
}

/** All answered questions of a plan, each as `answerText` words it. */
export function answeredTexts(questions: readonly PlanQuestion[] | undefined): string[] {
  return (questions ?? []).filter(({ answer }) => answer !== null).map(answerText);
}

/** Maximum number of names shown with an answer. The total is always given. */
const mostNamed = 10;

/** Question and answer in a sentence or two, for the page and reports. */
export function answerText({ question, title, about, answer }: PlanQuestion): string {
  if (answer === null) return `${title} Not answered.`;
  if (alarmOfQuestion(question) !== null) return `${title} Your answer: you have looked, and kept it.`;
  if (answer.answer === 'none' && question === 'contradictions')
    return `${title} Your answer: you have checked, and all ${about} may be deactivated.`;
  if (answer.answer === 'none' && question === 'organisation')
    return `${title} Your answer: you have checked, and the organisation is the right one.`;
  if (answer.answer === 'none')
    return `${title} Your answer: you have checked, and it is none of these ${about}.`;
  const names = answer.people.slice(0, mostNamed).map(({ name, accountId }) => name || accountId);
  const more = answer.people.length - names.length;
  const list = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  return `${title} Your answer: ${list}. They are protected and not in the plan.`;
}
