import type { PlanSource } from '#lib/domain/plan/source';
import type { Pieces } from '#lib/domain/text/pieces';
import { done, failed, type Result } from '#lib/engine/errors';
import type { SealRunRequest } from '#lib/engine/plan/plans';
import type { Parent } from '#lib/engine/plan/seal-source';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import type { RunsContext } from '#lib/engine/run/runs-context';

/**
 * Seals a new plan over some users of an ended run, in pieces. Its notes name the differences of that run and what
 * prevents a start.
 */
export function* sealFrom(
  id: string,
  { users, request }: { users: PlanSource; request: SealRunRequest | undefined },
  { plans, seals, ledger }: RunsContext,
): Pieces<Result<SealedPlan>> {
  const found = ledger.find(id);
  if (!found.ok) return found;
  const { record } = found.value;
  const sealed = yield* plans.sealFrom(() => endedRun(id, ledger), users, request);
  if (!sealed.ok) return sealed;
  const notes = [...sealed.value.notes];
  const { differences } = yield* seals.examine(record);
  if (differences.length > 0) {
    const what = `Run ${record.number} is not as it was sealed and written, and this plan was made from it`;
    notes.unshift(`${what}: check every user. ${differences.join(' ')}`);
  }
  const other = ledger.unfinished();
  if (other) {
    notes.unshift(`Run ${other.record.number} is not finished: this one can start once that has ended.`);
  }
  return done({ ...sealed.value, notes });
}

/** The run as it is now, if it has ended. */
function endedRun(id: string, ledger: RunsContext['ledger']): Result<Parent> {
  const found = ledger.find(id);
  if (!found.ok) return found;
  const { record, plan, summary, state } = found.value;
  if (summary.status !== 'ended')
    return failed('conflict', 'This run has not ended.', 'Stop it first, or let it finish.');
  return done({ runId: id, number: record.number, plan, state });
}
