import type { RunEvent } from '#lib/domain/run/events';
import { holdLeft } from '#lib/domain/run/hold';
import type { RunState } from '#lib/domain/run/state';
import type { Clock } from '#lib/engine/ports';

/** The event that says a run was interrupted. It includes the remaining time of the current wait. */
export function interruption({ hold }: RunState, clock: Pick<Clock, 'moment'>): RunEvent {
  if (hold === null) return { type: 'interrupted' };
  const since = clock.moment();
  return { type: 'interrupted', waitMs: holdLeft(hold, since), since };
}

/** Whether a run is marked as interrupted, and its wait, if there is one, was measured on the current clock. */
export function isMarked({ status, hold }: RunState, clock: Pick<Clock, 'moment'>): boolean {
  if (status !== 'interrupted') return false;
  return hold === null || hold.since?.boot === clock.moment().boot;
}
