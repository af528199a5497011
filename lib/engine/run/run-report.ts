/** The data for the page and the reports of a run. The work is linear in the size of the run, and done in pieces. */
import type { AnswerStamp } from '#lib/domain/outcome/answer';
import { type ClockOffset, withStamp } from '#lib/domain/outcome/clock-offset';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { report } from '#lib/domain/report/report';
import type { JournalEntry } from '#lib/domain/run/events';
import { newRun } from '#lib/domain/run/state';
import { done, type Result } from '#lib/engine/errors';
import { foldInPieces } from '#lib/engine/history/fold-run';
import { planPages } from '#lib/engine/plan/pages';
import type { RunDetail, RunReport, RunView } from '#lib/engine/run/run-view';
import type { RunsContext } from '#lib/engine/run/runs-context';
import type { RunStore } from '#lib/engine/storage';
import { inTurns } from '#lib/engine/turns';

/** A run with the users of its plan. Rejects if the signal is aborted. */
export async function detailOf(
  id: string,
  { store, seals, ledger }: RunsContext,
  signal?: AbortSignal,
): Promise<Result<RunDetail>> {
  const found = ledger.find(id);
  if (!found.ok) return found;
  const view = found.value;
  const alarms = store.planAlarms(view.plan.id);
  const { differences } =
    view.state.status === 'ended' ? await inTurns(seals.examine(view.record), signal) : view;
  return done({ view: { ...view, differences }, entries: () => people(view, store), alarms });
}

/** The data for the reports of a run, as of now. Rejects if the signal is aborted. */
export async function reportOf(
  id: string,
  { store, seals, ledger }: RunsContext,
  signal?: AbortSignal,
): Promise<Result<RunReport>> {
  const found = ledger.find(id);
  if (!found.ok) return found;
  const { record, plan } = found.value;
  const alarms = store.planAlarms(plan.id);
  const { seq } = found.value.state;
  const examined = await inTurns(seals.examine(record), signal);
  // The run may continue in the meantime, so its state as of now is computed from the journal.
  const heard = new HeardStamps();
  const state = await inTurns(
    foldInPieces(store, id, newRun(), seq, (entry) => heard.note(entry)),
    signal,
  );
  const view = { ...found.value, state };
  return done({
    view,
    rows: () => report(state, people(view, store), view.failure === null, heard.stamps),
    clocks: heard.clocks,
    ...examined,
    alarms,
  });
}

/** Date and trace ID of the answers that settled the users of a run. */
class HeardStamps {
  /** The stamp of the last answer, by position. */
  readonly stamps = new Map<number, AnswerStamp>();
  clocks: ClockOffset | null = null;

  /** Notes the stamps in a journal entry. */
  note({ event }: JournalEntry): void {
    if (event.type !== 'settled') return;
    this.stamps.delete(event.position);
    if (!event.stamp) return;
    this.stamps.set(event.position, event.stamp);
    this.clocks = withStamp(this.clocks, event.stamp);
  }
}

/** The users of a run's plan, page by page. Throws if the run is deleted between two pages. */
function* people({ record, plan }: RunView, store: RunStore): Generator<PlanEntry> {
  const there: Pick<RunStore, 'planEntries'> = {
    planEntries(planId, page) {
      if (!store.run(record.id)) throw new Error(`Run ${record.number} was deleted while it was being read.`);
      return store.planEntries(planId, page);
    },
  };
  yield* planPages(there, plan.id);
}
