/** The end of runs that were stopped when their journal could not be written: it is written as soon as it can be. */
import type { RunEvent } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';
import { closedEnd } from '#lib/domain/run/view/closing';
import { interruption } from '#lib/engine/run/interruption';
import { append, type RunsContext } from '#lib/engine/run/runs-context';
import { takeUp } from '#lib/engine/run/take-up';
import type { RunRecord } from '#lib/engine/storage';

/** What happens to a run that was stopped so, for the admin. */
export const endComes = 'Its end is written as soon as the disk has room.';

/** How often it is tried to write the end of a run that was stopped while the disk was full, in ms. */
const endRetryMs = 5_000;

/** Stops a run that has no runner at work: from here on nothing is called, and the end is written when it can be. */
export function stopUnwritten(record: RunRecord, context: RunsContext): void {
  const { ledger, subscribers } = context;
  const { id } = record;
  if (writeEnd(record, context) || ledger.stopSaid.has(id)) return;
  ledger.stopSaid.add(id);
  subscribers.wake(id);
  void writeEndLater(record, context);
}

async function writeEndLater(record: RunRecord, context: RunsContext): Promise<void> {
  const { ledger, clock, down } = context;
  await ledger.runners.get(record.id)?.left;
  // Nothing tells when a disk has room again.
  while (!down.signal.aborted && !writeEnd(record, context)) await clock.sleep(endRetryMs, down.signal);
}

/** Whether the end could be written, or comes by itself. Users in doubt are read back first, and nobody is called. */
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
  ledger.stopSaid.delete(id);
  if (!ledger.closed.has(id)) takeUp(record, ledger.planOf(record), context);
  return true;
}

/** The events that end a run: a closed one at once, another when its users in doubt are read back. */
function endOf(id: string, state: RunState, { ledger, clock }: RunsContext): RunEvent[] {
  if (ledger.closed.has(id)) return closedEnd(state);
  const interrupted = state.status === 'interrupted' ? [] : [interruption(state, clock)];
  return [...interrupted, { type: 'stop-requested' }];
}
