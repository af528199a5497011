/** A run with the people of its plan, and what its reports are made of. Both are linear in the run, and made in pieces. */
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

/** A run with the people of its plan. Rejects where the signal aborts. */
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

/** What the reports of a run are made of, as it is at this moment. Rejects where the signal aborts. */
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
  // The run may go on meanwhile: its state of the moment is folded from the journal.
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

/** What the answers that settled the users of a run say of themselves. */
class HeardStamps {
  /** By position, of the last answer. */
  readonly stamps = new Map<number, AnswerStamp>();
  clocks: ClockOffset | null = null;

  /** Hears an entry of the journal. */
  note({ event }: JournalEntry): void {
    if (event.type !== 'settled') return;
    this.stamps.delete(event.position);
    if (!event.stamp) return;
    this.stamps.set(event.position, event.stamp);
    this.clocks = withStamp(this.clocks, event.stamp);
  }
}

/** The users of a run's plan, page by page; throws where the run was deleted between two of them. */
function* people({ record, plan }: RunView, store: RunStore): Generator<PlanEntry> {
  const there: Pick<RunStore, 'planEntries'> = {
    planEntries(planId, page) {
      if (!store.run(record.id)) throw new Error(`Run ${record.number} was deleted while it was being read.`);
      return store.planEntries(planId, page);
    },
  };
  yield* planPages(there, plan.id);
}
