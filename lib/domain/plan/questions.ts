/** The questions of a plan: everything that guards could not check, as alarms that must be answered. Pure. */
import { maxNames, type PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { AdminKnowledge, PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import { type OrganisationSigns, organisationDoubt } from '#lib/domain/plan/other-organisation';
import { ruleQuestion } from '#lib/domain/plan/question';
import { type ProtectionRule, ruleLabel, ruleSubjects } from '#lib/domain/protection/protection-rule';
import { whole } from '#lib/domain/text/whole';

/** An alarm with its question. */
export type QuestionAlarm = PlanAlarm & { level: 'question'; question: string };

/** Everything that decides which questions a plan has. */
export interface QuestionFacts {
  planned: readonly PlannedUser[];
  admins: AdminKnowledge;
  /** Whether the admin's own account is known, or known not to be in the plan. */
  operatorKnown: boolean;
  /** The rules that could not be applied to some users of the plan, with these users. */
  unasked: readonly { rule: ProtectionRule; users: readonly PlannedUser[] }[];
  /** The signs that these users are of another organisation; null if there are none. */
  organisation: OrganisationSigns | null;
}

/** The questions of a plan; none for a plan without users. */
export function planQuestions({
  planned,
  admins,
  operatorKnown,
  unasked,
  organisation,
}: QuestionFacts): QuestionAlarm[] {
  if (planned.length === 0) return [];
  const questions: QuestionAlarm[] = [];
  const doubt = organisation && organisationDoubt(planned, organisation);
  if (doubt) questions.push(question('organisation', 'wrong-organisation', doubt.users, doubt.text));
  if (!operatorKnown) {
    questions.push(
      question('operator', 'operator-unknown', planned, {
        title: 'Which of these accounts is yours is not known.',
        body: 'Say which one it is, or that it is none of them: you would lock yourself out.',
      }),
    );
  }
  if (admins.known === null) {
    const first = planned.filter(({ adminSign }) => adminSign !== null);
    const others = planned.filter(({ adminSign }) => adminSign === null);
    const might =
      first.length === 1
        ? ' 1 might be one, and comes first.'
        : ` ${whole(first.length)} might be, and come first.`;
    questions.push(
      question('admins', 'admins-unknown', [...first, ...others], {
        title: 'Who is an organisation admin is not known.',
        body: `Neither Atlassian nor the file says so.${first.length > 0 ? might : ''} ${admins.why}`.trim(),
      }),
    );
  }
  for (const { rule, users } of unasked) {
    questions.push(
      question(ruleQuestion(rule.id), 'rule-unasked', users, {
        title: `The protection rule ${ruleLabel(rule)} could not be checked for ${whole(users.length)} of these users.`,
        body: `Neither the file nor Atlassian says their ${ruleSubjects[rule.kind]}.`,
      }),
    );
  }
  const contradicted = planned.filter(({ contradiction }) => contradiction !== null);
  if (contradicted.length > 0) {
    questions.push(
      question('contradictions', 'sources-contradict', contradicted, {
        title: `Sources contradict each other about ${whole(contradicted.length)} of these users.`,
        body: 'It is not known which of them is right. Either Atlassian has said two things within a minute, or shortly after a run that lists may not show yet; or the file names somebody else for the account ID than Atlassian does. Check each user, or ask Atlassian again.',
      }),
    );
  }
  return questions;
}

function question(
  id: string,
  code: PlanAlarm['code'],
  people: readonly PlannedUser[],
  text: { title: string; body: string },
): QuestionAlarm {
  const names = people.slice(0, maxNames).map(({ accountId, name, email, adminSign, contradiction }) => ({
    key: accountId,
    name: name || email || accountId,
    note:
      (code === 'admins-unknown' ? adminSign : code === 'sources-contradict' ? contradiction : null) ?? email,
  }));
  return { code, level: 'question', question: id, ...text, count: people.length, names };
}
