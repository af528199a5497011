/** Runs that were stopped while their journal could not be written. Their end is written as soon as possible. */
import type { RunEvent } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';
import { closedEnd } from '#lib/domain/run/view/closing';
import { interruption } from '#lib/engine/run/interruption';
import { append, type RunsContext } from '#lib/engine/run/runs-context';
import { takeUp } from '#lib/engine/run/take-up';
import type { RunRecord } from '#lib/engine/storage/runs';

/** Explains to the admin what happens to such a run. */
export const endComes = 'Its end is written as soon as the disk has room.';

/** Time between two attempts to write the end of such a run, in ms. */
const endRetryMs = 5_000;

/** Stops a run whose runner is not working. No more calls are made, and the end is written when that is possible. */
export function stopUnwritten(record: RunRecord, context: RunsContext): void {
  const { ledger, subscribers } = context;
  const { id } = record;
  if (writeEnd(record, context) || ledger.endUnwritten.has(id)) return;
  ledger.endUnwritten.add(id);
  subscribers.wake(id);
  void writeEndLater(record, context);
}

async function writeEndLater(record: RunRecord, context: RunsContext): Promise<void> {
  const { ledger, clock, down } = context;
  await ledger.runners.get(record.id)?.left;
  // The system has no event for free disk space.
  while (!down.signal.aborted && !writeEnd(record, context)) await clock.sleep(endRetryMs, down.signal);
}

/**
 * Tries to write the end of a run. Returns true if it was written, or if a runner will write it. A runner reads users
 * in doubt back first, and makes no calls.
 */
function writeEnd(record: RunRecord, context: RunsContext): boolean {
  const { ledger } = context;
  const { id } = record;
  const state = ledger.stateOf(id);
  if (state.status === 'ended' || (state.status === 'stopping' && ledger.failureOf(id) === null)) return true;
  if (ledger.runners.get(id)?.busy) return false;
  const appended = append(id, endOf(id, state, context), context);
  if (!appended.ok) {
    if (!ledger.runners.has(id)) ledger.unopened.set(id, appended.message);
    return false;
  }
  ledger.unopened.delete(id);
  ledger.endUnwritten.delete(id);
  if (!ledger.closed.has(id)) takeUp(record, ledger.planOf(record), context);
  return true;
}

/** The events that end a run. A closed run ends at once, another one after its users in doubt were read back. */
function endOf(id: string, state: RunState, { ledger, clock }: RunsContext): RunEvent[] {
  if (ledger.closed.has(id)) return closedEnd(state);
  const interrupted = state.status === 'interrupted' ? [] : [interruption(state, clock)];
  return [...interrupted, { type: 'stop-requested' }];
}
