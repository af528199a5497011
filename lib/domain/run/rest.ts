/** The users whom a new run can take over from an ended one. */
import { leavesInactive } from '#lib/domain/outcome/outcome';
import type { RunState } from '#lib/domain/run/state';

/**
 * Whether the user at `position` is left for a new run. These are users whom the run did not reach, or could not read
 * back because the key was refused. In an imported run they are all users not known to be inactive, since Lockstep
 * received none of Atlassian's answers itself.
 */
export function isLeft(state: RunState, position: number): boolean {
  const user = state.users[position];
  const outcome = user?.outcome ?? null;
  return outcome === null || user?.leftOpen === true || (state.imported !== null && !leavesInactive(outcome));
}

/** How many users are left for a new run. */
export function leftCount(state: RunState): number {
  let count = 0;
  for (let position = 0; position < state.total; position += 1) if (isLeft(state, position)) count += 1;
  return count;
}
