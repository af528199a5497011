/** What a run says about the accounts of its plan: one letter for each position, so that it can be stored. Pure. */
import { readAccountStatus } from '#lib/domain/account/account-status';
import { actTerms } from '#lib/domain/outcome/act';
import { leavesInactive, type Outcome } from '#lib/domain/outcome/outcome';
import { undecided } from '#lib/domain/run/concerns';
import type { RecheckReading } from '#lib/domain/run/events';
import { contradicted } from '#lib/domain/run/recheck';
import type { RunState } from '#lib/domain/run/state';
import { isReportedChanged } from '#lib/domain/run/verdict';

/**
 * What one run says about an account: it made it inactive, found it inactive, or left it active; it found it active and
 * does not say what it left; or it says nothing.
 */
type AccountVerdict = 'made-inactive' | 'found-inactive' | 'active' | 'was-active' | 'nothing';

const letters: Record<AccountVerdict, string> = {
  'made-inactive': 'm',
  'found-inactive': 'f',
  active: 'a',
  'was-active': 'w',
  nothing: 'n',
};
const verdicts = new Map(
  Object.entries(letters).map(([verdict, letter]) => [letter, verdict as AccountVerdict]),
);

/** The letter of a user whom the run did not touch. */
const untouched = '-';

/**
 * The verdicts of a run, by position, as text; empty if the run touched nobody. The letters of users about whom the admin
 * has not decided are upper case.
 */
export function verdictsOf(state: RunState): string {
  const departs = contradicted(state).length > 0;
  const open = new Set(undecided(state));
  const text = Array.from({ length: state.users.length }, (_, position) => {
    const verdict = verdictAt(state, position, departs);
    if (verdict === null) return untouched;
    return open.has(position) ? letters[verdict].toUpperCase() : letters[verdict];
  }).join('');
  return text.replaceAll(untouched, '') === '' ? '' : text;
}

/** The verdict in such a text; null if the run did not touch the user at `position`. */
export function verdictIn(text: string, position: number): AccountVerdict | null {
  return verdicts.get(text.charAt(position).toLowerCase()) ?? null;
}

/** The positions in such a text about which the admin has not decided, in order. */
export function undecidedIn(text: string): number[] {
  return [...text.matchAll(/[A-Z]/g)].map(({ index }) => index);
}

/** Whether a text is one that `verdictsOf` can have made. */
export function areVerdicts(text: string): boolean {
  return /^[mfawn-]*$/i.test(text);
}

/** `departs`: some account reads otherwise than the run reports. */
function verdictAt(state: RunState, position: number, departs: boolean): AccountVerdict | null {
  const user = state.users.at(position);
  const outcome = user?.outcome ?? null;
  if (outcome === null || state.act === 'dry-run') return null;
  const verified = state.verification?.readings[position]?.reading;
  if (verified === 'active') return 'active';
  if (verified === 'inactive') {
    const isMade = isReportedChanged(state, position) && leavesInactive(outcome);
    return isMade && state.imported === null ? 'made-inactive' : 'found-inactive';
  }
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
 * Whether the run's result for the user at `position` is unreliable: at its end, other accounts that it reports as
 * changed read otherwise, and this one was not read as expected.
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
