/** The state that is shown for each user of a run: the same for counts, rows, page, list and reports. Pure. */
import { openKinds, outcomeLabels, type ShownOutcome, shownKinds } from '#lib/domain/outcome/outcome';
import { diedInCall } from '#lib/domain/run/judge/doubt';
import type { RunState } from '#lib/domain/run/state';
import type { UserProgress } from '#lib/domain/run/user';
import { recordOf } from '#lib/domain/text/record-of';

/**
 * The state shown for a user, who is undefined if the run has not begun them. `carriedOut` is false if no process works
 * on the run any more. Then no call is under way, and a begun one is still to be read back.
 */
export function shownOutcome(
  user: Pick<UserProgress, 'outcome' | 'stage'> | undefined,
  carriedOut: boolean,
): ShownOutcome {
  if (user?.outcome) return user.outcome;
  if (user?.stage === 'doubted') return 'not-read-back';
  if (user?.stage === 'calling') return carriedOut ? 'under-way' : 'not-read-back';
  return 'not-attempted';
}

/** The number of users in each state; the sum is the number of users of the run. */
export function shownCounts(state: RunState, carriedOut: boolean): Record<ShownOutcome, number> {
  const counts = recordOf(shownKinds, () => 0);
  Object.assign(counts, state.counts);
  for (const position of state.open) counts[shownOutcome(state.users.at(position), carriedOut)] += 1;
  // Users who were put off are counted already.
  counts['not-attempted'] += state.total - state.settled - state.open.size;
  return counts;
}

/** The progress so far of a user without an outcome, in a sentence; empty if nothing was begun. */
export function openText(user: UserProgress, carriedOut: boolean): string {
  if (user.stage === 'calling' && carriedOut) return 'The call is under way.';
  return user.message || diedInCall.message;
}

/** The notice in a report made before the end of its run; empty after the end. */
export function unfinishedText(state: RunState, carriedOut: boolean): string {
  if (state.status === 'ended') return '';
  const counts = shownCounts(state, carriedOut);
  const parts = openKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${outcomeLabels[kind].toLowerCase()}`);
  const open =
    parts.length === 0 ? 'Every user has an outcome.' : `Users without an outcome: ${parts.join(', ')}.`;
  return `This report was made before the run had ended. ${open}`;
}
