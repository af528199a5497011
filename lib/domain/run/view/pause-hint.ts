/** The hint beside the reason why a run is paused. Pure. */
import type { Obstacle } from '#lib/domain/run/next/obstacle';
import type { RunState } from '#lib/domain/run/state';
import { ownPause } from '#lib/domain/run/view/commands';

/**
 * The hint that says how the run can continue now; null if an obstacle keeps it from being resumed. A pause for a
 * protection rule is recorded as the admin's, with the rule as its reason. Once no obstacle is left, its hint about the
 * rule is outdated.
 */
export function pauseHint(
  { code, message, hint }: Pick<NonNullable<RunState['pause']>, 'code' | 'message' | 'hint'>,
  obstacle: Obstacle | null,
): string | null {
  if (obstacle?.message === message) return hint;
  // Other hints say when to resume the run, which is refused then.
  if (obstacle !== null && obstacle.kind !== 'in-copy') return null;
  const isForRule = code === 'admin' && message !== ownPause.message;
  return isForRule ? ownPause.hint : hint;
}
