/** Short labels of a user and of the problems in their row. */

import { eligibilities, eligibilityLabels } from '#components/review/who/eligibility.ts';
import { activeText, recentDays } from '#components/review/who/last-seen.ts';
import { formatDate, formatTime } from '#components/shared/format.ts';
import type { ReviewUser } from '#lib/contract/roster';
import { contradictionText } from '#lib/domain/directory/contradictions';
import { predictionLabels, willFail } from '#lib/domain/preflight/preflight';
import type { ProblemCode } from '#lib/domain/roster/roster';

const problemLabels: Record<ProblemCode, string> = {
  'missing-account-id': 'No account ID',
  'to-look-up': 'To be looked up',
  'not-found': 'E-mail not found',
  'found-twice': 'E-mail found twice',
  'malformed-account-id': 'Not an account ID',
  'damaged-account-id': 'Account ID damaged',
  'unread-account-id': 'Account ID not read',
  'unusual-account-id': 'Unusual account ID',
  'customer-account': 'Customer account',
  'shared-address': 'E-mail of two accounts',
  duplicate: 'Account ID repeated',
  'case-variant': 'Account ID in another case',
  contradiction: 'Rows contradict',
  'field-count': 'Wrong number of fields',
  'misplaced-cells': 'Cells out of place',
  'beside-fragment': 'Beside a piece of a row',
  'stray-quote': 'Stray quotation mark',
  'several-lines': 'Cell over several lines',
  'repeated-header': 'Header repeated',
  'commented-out': 'Begins with #',
  'cut-off': 'End of the file cut off',
  'other-header': 'Below another header',
  'damaged-text': 'Damaged text',
  'hidden-characters': 'Hidden characters',
  'odd-email': 'Odd e-mail',
  'odd-groups': 'Odd groups',
  'unknown-status': 'Status not understood',
  'unknown-role': 'Role not known',
  'not-claimed': 'Not claimed',
  'unclear-date': 'Date unclear',
  'not-listed': 'No longer listed',
};

/** A problem in two or three words. */
export function problemLabel(code: string): string {
  const labels: Readonly<Record<string, string>> = problemLabels;
  return labels[code] ?? 'Problem';
}

type Tone = 'neutral' | 'amber' | 'red' | 'green';

export interface EligibilityLabel {
  text: string;
  tone: Tone;
  /** The whole reason, if `text` is only a summary. */
  reason: string | null;
}

/** What will happen to a user; `code` is their eligibility, `days` how long ago they were last seen. */
export function eligibilityLabel(user: ReviewUser, code: number, days: number): EligibilityLabel {
  const eligibility = eligibilities[code] ?? 'unusable';
  const text = eligibilityLabels[eligibility];
  const reason = whyEligible(user);
  const active = user.outranked ? ' · Atlassian says active' : '';
  const canBeTicked = eligibility === 'ticked' || eligibility === 'unticked';
  if (user.contradictions && canBeTicked && !willFail(user.prediction)) {
    return { text: `${text} · Sources contradict`, tone: 'amber', reason: contradictionReason(user) };
  }
  switch (eligibility) {
    case 'ticked': {
      const { prediction } = user;
      if (prediction && prediction.kind !== 'will-deactivate' && prediction.kind !== 'unknown') {
        return {
          text: predictionLabels[prediction.kind],
          tone: willFail(prediction) ? 'red' : prediction.kind === 'changed' ? 'amber' : 'neutral',
          reason: [prediction.reason, prediction.hint, reason].filter(Boolean).join(' '),
        };
      }
      const recent = days <= recentDays;
      return {
        text: recent ? `${text} · ${activeText(days)}` : `${text}${active}`,
        tone: recent ? 'amber' : 'neutral',
        reason,
      };
    }
    case 'unticked':
      return { text: `${text}${active}`, tone: 'neutral', reason };
    case 'doubtful': {
      const remark = user.problems[0];
      const gist = remark ? `${problemLabel(remark.code)} · line ${remark.line}` : '';
      return { text: `${text} · ${gist}`, tone: 'amber', reason: remark?.message ?? reason };
    }
    case 'protected':
      return { text: `${text} · ${protectionLabel(user)}`, tone: 'green', reason };
    case 'inactive':
      return { text, tone: 'neutral', reason };
    default: {
      if (user.block?.code === 'other-account')
        return { text: 'Address of another account', tone: 'red', reason };
      const problem = user.problems.find(({ blocks }) => blocks);
      const gist = problem ? problemLabel(problem.code) : 'Cannot be used';
      return { text: `${gist} · line ${problem?.line ?? user.line}`, tone: 'red', reason };
    }
  }
}

/** Why the user can or cannot be ticked, with the time if Atlassian said so; null if there is no reason. */
function whyEligible({ block, outranked }: Pick<ReviewUser, 'block' | 'outranked'>): string | null {
  const why = block ?? outranked;
  if (why?.at === undefined) return why?.reason ?? null;
  return `${why.reason} at ${formatTime(why.at)} on ${formatDate(why.at)}.`;
}

/** What Atlassian's sources say against each other, after the prediction. */
function contradictionReason({ contradictions = [], prediction, ...user }: ReviewUser): string {
  const against = contradictions.map((each) => `${contradictionText(each)}.`);
  const parts = [...against, prediction?.reason, whyEligible(user)];
  return parts.filter(Boolean).join(' ');
}

function protectionLabel(user: ReviewUser): string {
  if (user.protection === 'operator') return 'your account';
  if (user.protection === 'organisation-admin') return 'organisation admin';
  if (user.protection === 'service-account') return 'service account';
  return user.block?.reason ?? 'by you';
}

/** The name of a user for a label, or whatever else the file has. */
export function whoIs({
  name,
  email,
  accountId,
  line,
}: Pick<ReviewUser, 'name' | 'email' | 'accountId' | 'line'>): string {
  return name || email || accountId || `the user on line ${line}`;
}
