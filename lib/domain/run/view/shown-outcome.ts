/** Where the users of a run stand at this moment: the one answer behind counts, rows, page, list and reports. Pure. */

import { openKinds, outcomeLabels, type ShownOutcome, shownKinds } from '#lib/domain/outcome/outcome';
import { diedInCall } from '#lib/domain/run/judge/doubt';
import type { RunState } from '#lib/domain/run/state';
import type { UserProgress } from '#lib/domain/run/user';

/**
 * What is shown of a user, who is undefined where the run has not begun them. `carriedOut` is false where no process
 * works on the run any more: then no call is under way, and one that had begun is to be read back.
 */
export function shownOutcome(user: UserProgress | undefined, carriedOut: boolean): ShownOutcome {
  if (user?.outcome) return user.outcome;
  if (user?.stage === 'doubted') return 'not-read-back';
  if (user?.stage === 'calling') return carriedOut ? 'under-way' : 'not-read-back';
  return 'not-attempted';
}

/** How many users are in each; they add up to the users of the run. */
export function shownCounts(state: RunState, carriedOut: boolean): Record<ShownOutcome, number> {
  const counts = Object.fromEntries(shownKinds.map((kind) => [kind, 0])) as Record<ShownOutcome, number>;
  Object.assign(counts, state.counts);
  for (const position of state.open) counts[shownOutcome(state.users[position], carriedOut)] += 1;
  // Those who are put off are counted already.
  counts['not-attempted'] += state.total - state.settled - state.open.size;
  return counts;
}

/** What became so far of a user without an outcome, in a sentence; empty where nothing was begun. */
export function openText(user: UserProgress, carriedOut: boolean): string {
  if (user.stage === 'calling' && carriedOut) return 'The call is under way.';
  return user.message || diedInCall.message;
}

/** What a report says that is made before the end of its run; empty after the end. */
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
