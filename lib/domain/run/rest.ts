/** Whom a new run can take over from one that has ended. */
import { leavesInactive } from '#lib/domain/outcome/outcome';
import type { RunState } from '#lib/domain/run/state';

/**
 * Whether the user at `position` is left for a new run: whom the run did not get to, or could not read back because the
 * key was refused; and of an imported run whoever is not known to be inactive, since no answer of Atlassian came to
 * Lockstep itself.
 */
export function isLeft(state: RunState, position: number): boolean {
  const user = state.users[position];
  const outcome = user?.outcome ?? null;
  return outcome === null || user?.leftOpen === true || (state.imported !== null && !leavesInactive(outcome));
}

/** How many are left. */
export function leftCount(state: RunState): number {
  let count = 0;
  for (let position = 0; position < state.total; position += 1) if (isLeft(state, position)) count += 1;
  return count;
}
