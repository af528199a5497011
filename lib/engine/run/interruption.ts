import type { RunEvent } from '#lib/domain/run/events';
import { holdLeft } from '#lib/domain/run/hold';
import type { RunState } from '#lib/domain/run/state';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Clock } from '#lib/engine/ports';
import type { RunsContext } from '#lib/engine/run/runs-context';

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

/** The longest time for which a run may stand still and be resumed, in ms. */
const longestStandMs = 24 * 3_600_000;

/** Number of entries among which the last one of the run's own work is looked for. */
const lookedAt = 50;

/**
 * Refuses to resume a run that has stood still for more than a day, or for a time that the clock does not tell. Whoever
 * became an organisation admin meanwhile, or was given back on purpose, is not known to its plan.
 */
export function checkStand(
  id: string,
  { store, ledger, clock }: Pick<RunsContext, 'store' | 'ledger' | 'clock'>,
): Result<void> {
  const from = Math.max(0, ledger.stateOf(id).seq - lookedAt);
  const entries = store.journal(id, from, lookedAt);
  const last = entries.findLast(({ event }) => event.type !== 'interrupted') ?? entries[0];
  const stood = clock.wall() - (last?.at ?? clock.wall());
  if (Math.abs(stood) <= longestStandMs) return done(undefined);
  const message =
    stood < 0
      ? 'By the clock of this computer this run was at work in the future: the clock was set back, so how old its plan is cannot be told.'
      : 'This run has stood still for more than a day: what its plan was judged by may no longer be true.';
  return failed(
    'conflict',
    message,
    'Stop it, then make a new run of the rest: that is judged by what is known now.',
  );
}
