/** Short labels of a user and of the problems in their row. */
import { activeText, recentDays } from '#components/review/who/last-seen.ts';
import { placeOf } from '#components/review/who/place.ts';
import { formatDate, formatTime } from '#components/shared/format.ts';
import type { ReviewUser } from '#lib/contract/roster';
import { contradictionText } from '#lib/domain/directory/contradictions';
import { refusalLabels } from '#lib/domain/outcome/refusal-labels';
import { type Leaf, leafLabels, leafMarkLabels, leaves, marksOf } from '#lib/domain/plan/leaf';
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
  'case-variant': 'Account ID differs in case',
  contradiction: 'Rows contradict each other',
  'field-count': 'Wrong number of fields',
  'misplaced-cells': 'Cells shifted',
  'beside-fragment': 'Next to a partial row',
  'stray-quote': 'Stray quotation mark',
  'several-lines': 'Cell over several lines',
  'repeated-header': 'Header repeated',
  'commented-out': 'Begins with #',
  'meant-to-stay': 'May be meant to stay',
  'cut-off': 'End of the file cut off',
  'other-header': 'Below another header',
  'damaged-text': 'Damaged text',
  'hidden-characters': 'Hidden characters',
  'odd-email': 'Unusual e-mail',
  'odd-groups': 'Unusual groups',
  'unknown-status': 'Status not understood',
  'unknown-role': 'Role not known',
  'not-claimed': 'Not claimed',
  'external-user': 'External user',
  'unclear-date': 'Date unclear',
  'not-listed': 'No longer listed',
};

/** A problem in two or three words. */
export function problemLabel(code: string): string {
  const labels: Readonly<Record<string, string>> = problemLabels;
  return labels[code] ?? 'Problem';
}

/** The label of a user's leaf, as text. */
export interface LeafLabel {
  leaf: Leaf;
  /** The most important thing to know beside the leaf, in some words; empty if there is nothing. */
  gist: string;
  /** Whether the gist is a reason to look again. */
  warns: boolean;
  /** The whole reason; null if there is none. */
  reason: string | null;
}

/** The label of a user; `code` is the index of their leaf in `leaves`, `days` the days since they were last seen. */
export function leafLabel(user: ReviewUser, code: number, days: number): LeafLabel {
  const leaf = leaves[code] ?? 'unusable';
  const reason = whyEligible(user);
  const marks = marksOf(leaf, user.prediction, user.contradictions !== undefined);
  const marked = marks.map((mark) => lowerFirst(leafMarkLabels[mark])).join(', ');
  const active = user.outranked ? 'Atlassian says active' : '';
  switch (leaf) {
    case 'will-deactivate':
    case 'not-checked': {
      const run = user.refused ? `refused in run ${user.refused.run}` : '';
      const recent = days <= recentDays ? activeText(days) : '';
      return {
        leaf,
        gist: joined(run, marked, recent || active),
        warns: run !== '' || marked !== '' || recent !== '',
        reason: whole(user),
      };
    }
    case 'refused':
    case 'not-managed':
      return { leaf, gist: refusalLabel(user.prediction), warns: false, reason: whole(user) };
    case 'not-selected':
      return { leaf, gist: joined(marked, active), warns: marked !== '', reason: whole(user) };
    case 'doubtful': {
      const remark = user.problems[0];
      const gist = remark ? `${problemLabel(remark.code)}, ${placeOf(user, remark.line)}` : '';
      const run = user.uncertain ? `touched by run ${user.uncertain.run}` : '';
      return { leaf, gist: joined(gist, marked || run), warns: true, reason: remark?.message ?? whole(user) };
    }
    case 'protected':
      return { leaf, gist: protectionLabel(user), warns: false, reason };
    case 'already-inactive':
      return { leaf, gist: '', warns: false, reason };
    case 'unusable': {
      if (user.block?.code === 'other-account')
        return { leaf, gist: 'Address of another account', warns: true, reason };
      const problem = user.problems.find(({ blocks }) => blocks);
      const place = placeOf(user, problem?.line);
      return { leaf, gist: problem ? `${problemLabel(problem.code)}, ${place}` : place, warns: true, reason };
    }
  }
}

/** The reason why a call would fail. An answer that an earlier version has stored has no code, and says its reason. */
function refusalLabel(prediction: ReviewUser['prediction']): string {
  if (prediction === undefined) return '';
  const { kind, reason } = prediction;
  const code = prediction.code ?? (kind === 'not-managed' ? kind : null);
  return (code && refusalLabels[code]) ?? reason;
}

/** The label as one text: `Protected · your account`. */
export function labelText({ leaf, gist }: LeafLabel): string {
  return joined(leafLabels[leaf], gist);
}

function joined(...parts: readonly string[]): string {
  return parts.filter(Boolean).join(' · ');
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/**
 * Everything that is said of a user who can be ticked: contradictions, a refusal, the prediction, and why they can be
 * ticked.
 */
function whole({ contradictions = [], prediction, refused, ...user }: ReviewUser): string | null {
  const against = contradictions.map((each) => `${contradictionText(each)}.`);
  const parts = [
    ...against,
    refused && refusedText(refused),
    prediction?.reason,
    prediction?.hint,
    whyEligible(user),
  ];
  return parts.filter(Boolean).join(' ') || null;
}

/**
 * `Atlassian refused to deactivate the account in run 2, which ended at 14:32 on 26 Nov 2026: e-mail never verified.`
 */
function refusedText({ run, at, code }: NonNullable<ReviewUser['refused']>): string {
  const why = (code && refusalLabels[code]) ?? '';
  const when = `${formatTime(at)} on ${formatDate(at)}`;
  return `Atlassian refused to deactivate the account in run ${run}, which ended at ${when}${why && `: ${why}`}.`;
}

/** The reason why the user can or cannot be ticked, with the time if Atlassian said so; null if there is no reason. */
function whyEligible({
  block,
  outranked,
  uncertain,
}: Pick<ReviewUser, 'block' | 'outranked' | 'uncertain'>): string | null {
  if (uncertain !== undefined) return uncertain.reason;
  const why = block ?? outranked;
  if (why?.at === undefined) return why?.reason ?? null;
  return `${why.reason} at ${formatTime(why.at)} on ${formatDate(why.at)}.`;
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
  ...row
}: Pick<ReviewUser, 'name' | 'email' | 'accountId' | 'line' | 'inSheet'>): string {
  return name || email || accountId || `the user on ${placeOf(row)}`;
}

/** The address, which tells two users of one name apart; undefined where there is none, or `whoIs` says it. */
export function namesakeDetail({ name, email }: Pick<ReviewUser, 'name' | 'email'>): string | undefined {
  return name === '' || email === '' ? undefined : email;
}
