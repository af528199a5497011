/** The verdicts of the last verification about the users of a run, with their labels and counts. Pure. */
import { actTerms } from '#lib/domain/outcome/act';
import type { RunState } from '#lib/domain/run/state';
import type { LaterReading, VerifiedReading } from '#lib/domain/run/verification';
import type { VerifiedBy } from '#lib/domain/run/verification-events';

/**
 * `verified`: the account has the status in which the run left it. `unchanged`: it has the status from before the run,
 * and no reading after its call showed another one. `came-back`: a reading showed the status in which the run left it,
 * but the last one does not. `later-run`: it was first read after a later run had acted on it, so it does not show the
 * result of this run.
 */
export const verdictKinds = ['verified', 'unchanged', 'came-back', 'later-run', 'unread'] as const;
export type Verdict = (typeof verdictKinds)[number];

/** The labels of the verdicts, by the status that the accounts should have. */
const verdictLabels: Readonly<Record<'active' | 'inactive', Readonly<Record<Verdict, string>>>> = {
  inactive: {
    verified: 'Verified inactive',
    unchanged: 'Still active',
    'came-back': 'Came back',
    'later-run': 'Acted on by a later run',
    unread: 'Could not be read',
  },
  active: {
    verified: 'Verified active',
    unchanged: 'Still inactive',
    'came-back': 'Inactive again',
    'later-run': 'Acted on by a later run',
    unread: 'Could not be read',
  },
};

/** The name of each source. */
export const verifiedByLabels: Readonly<Record<VerifiedBy, string>> = {
  profile: 'Profile',
  'users-search': 'Search',
  'managed-accounts': 'List of managed accounts',
};

/** The last verdict about the user at `position`; null if no verification has reached this account. */
export function verdictOf({ act, verification }: RunState, position: number): Verdict | null {
  const found = verification?.readings[position];
  const later = verification?.later[position];
  if (later !== undefined && (found === undefined || found.reading === 'unreadable')) {
    return later.reading === 'unreadable' ? 'unread' : 'later-run';
  }
  if (found === undefined) return null;
  if (found.reading === 'unreadable') return 'unread';
  if (found.reading === actTerms[act].goal) return 'verified';
  return found.wasAsLeft ? 'came-back' : 'unchanged';
}

/** The reading on which that verdict rests; undefined without one. */
export function readingOf(
  { verification }: Pick<RunState, 'verification'>,
  position: number,
): VerifiedReading | LaterReading | undefined {
  const found = verification?.readings[position];
  const isRead = found !== undefined && found.reading !== 'unreadable';
  return isRead ? found : (verification?.later[position] ?? found);
}

/** The label of that verdict. */
export function verdictLabel({ act }: Pick<RunState, 'act'>, verdict: Verdict): string {
  return verdictLabels[actTerms[act].goal][verdict];
}

/**
 * Whether the run reports this user as changed: deactivated or confirmed inactive (for a restore: active). Only for
 * such users, an unchanged account shows that something is wrong.
 */
export function isReportedChanged({ act, users }: RunState, position: number): boolean {
  const { done, confirmed } = actTerms[act];
  const outcome = users.brief(position)?.outcome;
  return outcome === done || outcome === confirmed;
}

/** Whether verification contradicts the run's report about the user at `position`. */
export function isRefuted(state: RunState, position: number): boolean {
  const verdict = verdictOf(state, position);
  return (verdict === 'unchanged' || verdict === 'came-back') && isReportedChanged(state, position);
}

/** The users at whom the run's report and the last verification differ. */
export function refutedPositions(state: RunState): number[] {
  const readings = state.verification?.readings ?? [];
  return readings.flatMap((_, position) => (isRefuted(state, position) ? [position] : []));
}

/** Whether this reading, or an earlier one, showed the account in the status in which the run left it. */
export function wasReadAsLeft(
  act: RunState['act'],
  { reading, wasAsLeft }: Pick<VerifiedReading, 'reading' | 'wasAsLeft'>,
): boolean {
  return wasAsLeft === true || reading === actTerms[act].goal;
}

/** Whether this reading, or an earlier one, showed the account in another status than the run left it in. */
export function showsOtherwise(
  act: RunState['act'],
  { reading, wasOtherwise }: Pick<VerifiedReading, 'reading' | 'wasOtherwise'>,
): boolean {
  return wasOtherwise === true || (reading !== 'unreadable' && reading !== actTerms[act].goal);
}

/**
 * Positions of users whom the run reports as changed, but whose account was read in another status after the run. If
 * such an account has the run's goal status now, somebody else has changed it.
 */
export function everRefuted(state: RunState): number[] {
  const readings = state.verification?.readings ?? [];
  return readings.flatMap((found, position) =>
    found && showsOtherwise(state.act, found) && isReportedChanged(state, position) ? [position] : [],
  );
}

/**
 * Whether somebody else gave the account the run's goal status: it was read with this status after an earlier reading
 * had shown another one, and not with another one since.
 */
export function isOthersDoing({ act, verification }: RunState, position: number): boolean {
  const found = verification?.readings[position];
  if (found?.wasOtherwise !== true || !wasReadAsLeft(act, found)) return false;
  return found.reading === 'unreadable' || found.reading === actTerms[act].goal;
}

/**
 * The verdicts that are counted. `none`: no verification has reached the user. `settled`: the account did not have the
 * expected status, and a later run has settled it.
 */
export const countedVerdicts = [...verdictKinds, 'none', 'settled'] as const;

/** The number of users of a run with each verdict. */
export type VerdictCounts = Record<(typeof countedVerdicts)[number], number>;

/** The verdicts of the users whom the run reports as changed, and of the others who were called. */
interface VerificationCounts {
  changed: VerdictCounts;
  /** Users who were refused, failed or are in doubt. The run does not claim that their accounts have changed. */
  others: VerdictCounts;
}

/** Counts the verdicts of every user whom a verification reads. `settled` are the positions that later runs settled. */
export function verificationCounts(
  state: RunState,
  settled: ReadonlyMap<number, unknown> = new Map(),
): VerificationCounts {
  const counts = { changed: noVerdicts(), others: noVerdicts() };
  for (const position of verifiedPositions(state)) {
    const group = isReportedChanged(state, position) ? counts.changed : counts.others;
    const isSettled = settled.has(position) && isRefuted(state, position);
    group[isSettled ? 'settled' : (verdictOf(state, position) ?? 'none')] += 1;
  }
  return counts;
}

/** The users whom a verification reads: those whom the run called, and all with a call in an imported file. */
export function verifiedPositions({ act, users }: RunState): number[] {
  if (act === 'dry-run') return [];
  return users.positions(({ attempt, outcome }) => attempt > 0 && outcome !== null);
}

function noVerdicts(): VerdictCounts {
  return { verified: 0, unchanged: 0, 'came-back': 0, 'later-run': 0, unread: 0, none: 0, settled: 0 };
}
