import type { RunState } from '#lib/domain/run/state';
import { atOnce } from '#lib/domain/text/pieces';
import { interruption, isMarked } from '#lib/engine/run/interruption';
import { append, type RunsContext } from '#lib/engine/run/runs-context';
import { takeUp } from '#lib/engine/run/take-up';
import type { RunRecord, RunStore } from '#lib/engine/storage/runs';

/**
 * Opens the unfinished runs of a data folder when the program starts. Compares each run with its sealed plan and its
 * journal, marks it as interrupted, and starts a runner if nothing differs.
 */
export function openRuns(context: RunsContext): void {
  const { store, seals, ledger } = context;
  for (const record of store.runs()) {
    if (context.watching || ledger.summaryOf(record.id).status === 'ended') continue;
    const state = ledger.stateOf(record.id);
    if (isUnbegun(record, state, store)) continue;
    const differences = seals.takeUp(record);
    if (differences.length > 0) ledger.closed.set(record.id, differences);
    open(record, state, context);
  }
  if (!context.watching) seals.putBackLost();
}

/** Marks a run as interrupted and starts a runner, unless the run is closed. */
function open(record: RunRecord, state: RunState, context: RunsContext): void {
  const { ledger, clock } = context;
  const { id } = record;
  const plan = ledger.planOf(record);
  const marked = isMarked(state, clock) || append(id, [interruption(state, clock)], context);
  if (marked !== true && !marked.ok) ledger.unopened.set(id, marked.message);
  else if (!ledger.closed.has(id)) takeUp(record, plan, context);
}

/** Whether the journal of a run is empty because its start failed. */
function isUnbegun({ id }: RunRecord, { status, seq }: RunState, store: RunStore): boolean {
  return status === 'new' && seq === 0 && atOnce(store.checkJournal(id)).intact;
}
