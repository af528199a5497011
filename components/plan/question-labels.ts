/** The labels of the two answers to a question of a plan. */
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';

interface AnswerLabels {
  /** The question. */
  legend: string;
  /** The answer that names `chosen` users; null if no user can be named. */
  these: string | null;
  /** The answer that names none of `all` users. */
  none: string;
}

/** The labels for the question of this alarm, with `chosen` of `all` users ticked. */
export function answerLabels(code: PlanAlarm['code'], chosen: number, all: number): AnswerLabels {
  const users = formatQuantity(chosen, 'user');
  const none = (what: string) =>
    all === 1
      ? `I have checked: this user is not ${what}`
      : `I have checked: none of these ${formatCount(all)} is ${what}`;
  switch (code) {
    case 'operator-unknown':
      return {
        legend: 'Which of these accounts is yours?',
        these: 'This is my account',
        none: none('me'),
      };
    case 'rule-unasked':
      return {
        legend: 'Which users does the rule protect?',
        these: chosen === 0 ? 'The rule protects these' : `The rule protects these ${users}`,
        none: none('protected by it'),
      };
    case 'wrong-organisation':
      return {
        legend:
          all === 1
            ? 'Is this user of the connected organisation?'
            : 'Are these users of the connected organisation?',
        these: null,
        none: 'I have checked: the organisation is the right one',
      };
    case 'sources-contradict':
      return {
        legend: 'Which of these users must not be deactivated?',
        these: chosen === 0 ? 'Protect them' : `Protect ${users}`,
        none:
          all === 1
            ? 'I have checked: this user may be deactivated'
            : `I have checked: all ${formatCount(all)} may be deactivated`,
      };
    default:
      return {
        legend: 'Which of these users are organisation admins?',
        these:
          chosen === 0
            ? 'Protect them as admins'
            : `Protect ${users} as ${chosen === 1 ? 'admin' : 'admins'}`,
        none: none('an organisation admin'),
      };
  }
}
