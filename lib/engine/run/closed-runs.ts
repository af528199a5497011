/** Runs that differ from their sealed plan or their written journal. A closed run can only be ended, never resumed. */
import { closedHint, closedMessage } from '#lib/domain/run/next/obstacle';
import type { RunCommand } from '#lib/domain/run/view/commands';
import { failed, type Result } from '#lib/engine/errors';
import { interruption } from '#lib/engine/run/interruption';
import type { RunView } from '#lib/engine/run/run-view';
import { append, type RunsContext } from '#lib/engine/run/runs-context';
import { stopUnwritten } from '#lib/engine/run/unwritten-end';
import type { RunRecord } from '#lib/engine/storage/runs';

/** Compares a run, before it is resumed, with its sealed plan and its journal. Closes the run if they differ. */
export function closeIfDifferent(record: RunRecord, context: RunsContext): void {
  const { ledger, subscribers } = context;
  const { id } = record;
  const differences = context.seals.takeUp(record);
  if (differences.length === 0) return;
  ledger.closed.set(id, differences);
  const runner = ledger.runners.get(id);
  void runner?.close().then(() => {
    ledger.leave(id);
    const marked = append(id, [interruption(ledger.stateOf(id), context.clock)], context);
    if (!marked.ok) ledger.unopened.set(id, marked.message);
    subscribers.wake(id);
  });
}

/** Carries out a command to a closed run that has not ended: it can be stopped once nothing is in flight. */
export function commandClosed(
  { record }: RunView,
  command: RunCommand,
  context: RunsContext,
): Result<RunView> {
  const { ledger } = context;
  const { id } = record;
  const differences = ledger.closed.get(id) ?? [];
  if (command !== 'stop') return failed('conflict', closedMessage, closedHint, [...differences]);
  if (ledger.runners.has(id)) {
    return failed('conflict', 'The last call has no answer yet.', 'Stop in a moment.');
  }
  stopUnwritten(record, context);
  return ledger.find(id);
}
