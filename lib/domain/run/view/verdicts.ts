/**
 * The result of a run for each account of its plan, as one letter for each position, so that it can be stored. Pure.
 */
import { readAccountStatus } from '#lib/domain/account/account-status';
import { actTerms } from '#lib/domain/outcome/act';
import type { FaultCode } from '#lib/domain/outcome/answer';
import { leavesInactive, type Outcome } from '#lib/domain/outcome/outcome';
import { undecided } from '#lib/domain/run/concerns';
import type { RecheckReading } from '#lib/domain/run/events';
import { contradicted } from '#lib/domain/run/recheck';
import type { RunState } from '#lib/domain/run/state';
import { isOthersDoing, isReportedChanged, verdictOf } from '#lib/domain/run/verdict';

/**
 * The result of one run for an account: the run made it inactive, found it inactive, or left it active; or it found it
 * active and the later status is open; or there is no result.
 */
type AccountVerdict = 'made-inactive' | 'found-inactive' | 'active' | 'was-active' | 'nothing';

/**
 * The ways in which a reading can contradict the run's report: by a verification, or when the account was read again at
 * the end.
 */
export type ReportContradiction = 'unchanged' | 'came-back' | 'at-the-end';

/** The letter of every verdict. Some letters also say how a reading contradicts the report. */
const letters: readonly (readonly [
  letter: string,
  verdict: AccountVerdict,
  contradiction: ReportContradiction | null,
])[] = [
  ['m', 'made-inactive', null],
  ['f', 'found-inactive', null],
  ['a', 'active', null],
  ['w', 'was-active', null],
  ['n', 'nothing', null],
  ['s', 'active', 'unchanged'],
  ['b', 'active', 'came-back'],
  ['e', 'active', 'at-the-end'],
  ['t', 'found-inactive', 'unchanged'],
  ['c', 'found-inactive', 'came-back'],
  ['x', 'nothing', 'at-the-end'],
];

/**
 * The letters of users whom Atlassian refused to deactivate, so that the run left them active: one for each published
 * reason.
 */
const refusals: readonly (readonly [letter: string, code: FaultCode | null])[] = [
  ['r', null],
  ['g', 'not-managed'],
  ['u', 'unverified'],
  ['i', 'identity-provider'],
  ['o', 'not-allowed'],
  ['q', 'not-found'],
  ['l', 'conflict'],
];
const refusalByLetter = new Map(refusals);

const byLetter = new Map<string, { verdict: AccountVerdict; contradiction: ReportContradiction | null }>([
  ...letters.map(([letter, verdict, contradiction]) => [letter, { verdict, contradiction }] as const),
  ...refusals.map(([letter]) => [letter, { verdict: 'active', contradiction: null }] as const),
]);
const letterOf = new Map(
  letters.map(([letter, verdict, contradiction]) => [`${verdict} ${contradiction}`, letter]),
);

/** The letter of a user whom the run did not touch. */
const untouched = '-';

/**
 * The verdicts of a run, by position, as text; empty if the run touched nobody. The letters of users about whom the
 * admin has not decided are upper case.
 */
export function verdictsOf(state: RunState): string {
  const refuted = new Set(contradicted(state));
  const open = new Set(undecided(state));
  const text = Array.from({ length: state.users.length }, (_, position) => {
    const verdict = verdictAt(state, position, refuted.size > 0);
    if (verdict === null) return untouched;
    const contradiction = refuted.has(position) ? contradictionAt(state, position) : null;
    const letter =
      (verdict === 'active' && contradiction === null ? refusalAt(state, position) : null) ??
      letterOf.get(`${verdict} ${contradiction}`) ??
      letterOf.get(`${verdict} ${null}`) ??
      untouched;
    return open.has(position) ? letter.toUpperCase() : letter;
  }).join('');
  return text.replaceAll(untouched, '') === '' ? '' : text;
}

/** The verdict in such a text; null if the run did not touch the user at `position`. */
export function verdictIn(text: string, position: number): AccountVerdict | null {
  return byLetter.get(text.charAt(position).toLowerCase())?.verdict ?? null;
}

/** How a reading of the account at `position` contradicts the report, according to such a text; null if none does. */
export function contradictionIn(text: string, position: number): ReportContradiction | null {
  return byLetter.get(text.charAt(position).toLowerCase())?.contradiction ?? null;
}

/**
 * Whether Atlassian refused to deactivate the account at `position`, and why: the code is null where the reason is none
 * of the published ones. Null if it did not, or if the account was not active.
 */
export function refusalIn(text: string, position: number): { code: FaultCode | null } | null {
  const code = refusalByLetter.get(text.charAt(position).toLowerCase());
  return code === undefined ? null : { code };
}

/** The positions in such a text about which the admin has not decided, in order. */
export function undecidedIn(text: string): number[] {
  return [...text.matchAll(/[A-Z]/g)].map(({ index }) => index);
}

/** Whether a text is one that `verdictsOf` can have made. */
export function areVerdicts(text: string): boolean {
  return [...new Set(text.toLowerCase())].every((letter) => letter === untouched || byLetter.has(letter));
}

/** The letter of a refusal; null if the user at `position` was not refused, or the run was to restore them. */
function refusalAt({ act, users }: RunState, position: number): string | null {
  const user = users.brief(position);
  if (act !== 'deactivate' || user?.outcome !== 'refused') return null;
  const [letter] = refusals.find(([, code]) => code === user.code) ?? ['r'];
  return letter;
}

/** The way in which the account of a user contradicts the report. */
function contradictionAt(state: RunState, position: number): ReportContradiction {
  const verdict = verdictOf(state, position);
  return verdict === 'unchanged' || verdict === 'came-back' ? verdict : 'at-the-end';
}

/** The verdict about the account at `position`. `departs`: whether a reading of some account contradicts the report. */
function verdictAt(state: RunState, position: number, departs: boolean): AccountVerdict | null {
  const user = state.users.brief(position);
  const outcome = user?.outcome ?? null;
  if (outcome === null || state.act === 'dry-run') return null;
  const verified = state.verification?.readings[position]?.reading;
  if (verified === 'active') return 'active';
  if (verified === 'inactive') {
    const isMade = isReportedChanged(state, position) && leavesInactive(outcome);
    const isOwn = state.imported === null && !isOthersDoing(state, position);
    return isMade && isOwn ? 'made-inactive' : 'found-inactive';
  }
  // The account was read inactive because of somebody else, and then could not be read.
  if (isOthersDoing(state, position) && leavesInactive(outcome)) return 'found-inactive';
  // Lockstep did not read these accounts itself. Earlier knowledge is outdated, but nothing new is concluded.
  if (state.imported !== null) return 'nothing';
  if (departs && isDoubtful(state, position, outcome)) {
    return readAtTheEnd(state, position) === 'active' ? 'active' : 'nothing';
  }
  const { already, confirmed, done } = actTerms.restore;
  if (outcome === already || outcome === confirmed || outcome === done) return 'active';
  if (leavesInactive(outcome)) return outcome === 'already-inactive' ? 'found-inactive' : 'made-inactive';
  // An account that read active has come back, whatever became of the call.
  if (readAccountStatus(user?.before ?? null) !== 'active') return 'nothing';
  return outcome === 'refused' || outcome === 'skipped' ? 'active' : 'was-active';
}

/**
 * Whether the run's result for the user at `position` is unreliable: other accounts that it reports as changed had
 * another status at its end, and this one was not read with the expected status.
 */
function isDoubtful(state: RunState, position: number, outcome: Outcome): boolean {
  const { done, confirmed, goal } = actTerms[state.act];
  if (outcome !== done && outcome !== confirmed) return false;
  return readAtTheEnd(state, position) !== goal;
}

/** The status when this user's account was read again at the end; null if it was not. */
function readAtTheEnd({ recheck }: Pick<RunState, 'recheck'>, position: number): RecheckReading | null {
  return recheck?.readings.find((each) => each.position === position)?.reading ?? null;
}
