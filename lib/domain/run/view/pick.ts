/** Picks the users of an ended run for a new plan. */
import { leavesInactive } from '#lib/domain/outcome/outcome';
import { users } from '#lib/domain/plan/alarms/wording';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { PlanSource } from '#lib/domain/plan/source';
import { concernsOf } from '#lib/domain/run/concerns';
import type { RunSource } from '#lib/domain/run/import';
import type { RunState } from '#lib/domain/run/state';
import { isOthersDoing, isReportedChanged, verdictOf } from '#lib/domain/run/verdict';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';

interface Picked {
  picked: PlanEntry[];
  /** Users whom this run probably deactivated, without certainty. */
  leftOut: PlanEntry[];
  /** Users whom somebody else deactivated again after this run did: they were read active in between. */
  elsewhere: PlanEntry[];
}

/**
 * Picks the users in the order of the plan, in pieces. A restore takes only users who were read active right before the
 * call and are inactive because of it. It never activates users who were inactive before, or whom somebody else
 * deactivated. `chosen` are the positions that the admin has chosen; null for all.
 */
export function* pickUsers(
  source: PlanSource,
  state: RunState,
  entries: Iterable<PlanEntry>,
  chosen: ReadonlySet<number> | null = null,
): Pieces<Picked> {
  const concerns = source === 'attention' ? concernsOf(state) : null;
  const picked: PlanEntry[] = [];
  const leftOut: PlanEntry[] = [];
  const elsewhere: PlanEntry[] = [];
  for (const group of inGroups(entries)) {
    for (const entry of group) {
      if (chosen !== null && !chosen.has(entry.position)) continue;
      const user = state.users.brief(entry.position);
      const outcome = user?.outcome ?? null;
      if (source === 'rest' && isLeft(state, entry.position)) picked.push(entry);
      // A user who is left for the rest of the run is not offered twice.
      if (source === 'failed' && hasFailed(state, entry.position) && !isLeft(state, entry.position))
        picked.push(entry);
      if (concerns?.has(entry.position)) picked.push(entry);
      if (source !== 'deactivated' || (outcome !== 'deactivated' && outcome !== 'confirmed-inactive'))
        continue;
      if (isOthersDoing(state, entry.position)) elsewhere.push(entry);
      else (user?.before === 'active' ? picked : leftOut).push(entry);
    }
    yield;
  }
  return { picked, leftOut, elsewhere };
}

/**
 * Whether the run missed its goal for this user: the call failed, its effect is not known, or verification found the
 * account unchanged. Users who came back are not offered, since another admin may have re-activated them on purpose.
 */
function hasFailed(state: RunState, position: number): boolean {
  const outcome = state.users.brief(position)?.outcome;
  const isUnchanged = verdictOf(state, position) === 'unchanged' && isReportedChanged(state, position);
  return outcome === 'failed' || outcome === 'in-doubt' || isUnchanged;
}

/**
 * Whether the user at `position` is left for a new run. These are users whom the run did not reach, or could not read
 * back because the key was refused. In an imported run they are all users not known to be inactive, since Lockstep
 * received none of Atlassian's answers itself.
 */
function isLeft(state: RunState, position: number): boolean {
  const user = state.users.brief(position);
  const outcome = user?.outcome ?? null;
  return outcome === null || user?.leftOpen === true || (state.imported !== null && !leavesInactive(outcome));
}

/** The number of users left for a new run. */
export function leftCount(state: RunState): number {
  let count = 0;
  for (let position = 0; position < state.total; position += 1) if (isLeft(state, position)) count += 1;
  return count;
}

/** Notes for the admin to read before confirming such a plan. */
export function sourceNotes(
  source: PlanSource,
  {
    leftOut,
    elsewhere,
    without,
    imported,
  }: Pick<Picked, 'leftOut' | 'elsewhere'> & {
    /**
     * The number of users left out since they are protected, since a run left them inactive, or since another run
     * decided.
     */
    without: Readonly<Record<'guarded' | 'inactive' | 'other-run', number>>;
    /** The file from which the run was imported; null for a run of Lockstep's own. */
    imported: RunSource | null;
  },
): string[] {
  const notes: string[] = [];
  if (imported?.reported) {
    const { head, differences } = imported.reported;
    if (head === null) {
      notes.push(
        'These users are those of a JSON report, and nothing proves that it is true: check them. Each account is read before it is called, and only an inactive one is re-activated.',
      );
    }
    if (differences.length > 0) {
      notes.push(
        `The report says that its run was not as it was sealed and written: check every user. ${differences.join(' ')}`,
      );
    }
  }
  if (imported !== null) {
    notes.push('Each account is read before it is called: one of another organisation is not touched.');
  }
  if (source === 'deactivated') {
    notes.push(
      'Accounts that were deleted since, or that Atlassian blocks for export control, cannot be re-activated by API: they will be refused, with the reason.',
    );
  }
  if (leftOut.length > 0) {
    notes.push(`Left out, since nobody could read whether they were active before: ${named(leftOut)}.`);
  }
  if (elsewhere.length > 0) {
    notes.push(
      `Left out, since verification read them active after the run and inactive later, so that somebody else deactivated the account again: ${named(elsewhere)}.`,
    );
  }
  const { guarded, inactive, 'other-run': otherRun } = without;
  if (guarded > 0) {
    const who = guarded === 1 ? '1 protected user is' : `${whole(guarded)} protected users are`;
    notes.push(
      `${who} left out: Lockstep calls no protected user. Settings, Protected users, says why each is protected.`,
    );
  }
  if (inactive > 0) {
    const [are, them] = inactive === 1 ? ['is', 'the account'] : ['are', 'the accounts'];
    notes.push(`${users(inactive)} ${are} left out: a run of Lockstep left ${them} inactive.`);
  }
  if (otherRun > 0) {
    const [are, what] =
      otherRun === 1
        ? ['is', 'another run acted on the account, and what that run did counts']
        : ['are', 'other runs acted on the accounts, and what those did counts'];
    notes.push(`${users(otherRun)} ${are} left out: ${what}. See the history of a user under Runs.`);
  }
  return notes;
}

/** The first of these users by name, and their number. */
function named(entries: readonly PlanEntry[]): string {
  const names = entries.slice(0, 10).map((entry) => entry.name || entry.accountId);
  const more = entries.length > names.length ? ' …' : '';
  return `${names.join(', ')}${more} (${whole(entries.length)} in all)`;
}
