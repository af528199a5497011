/** The data for the page and the reports of a run. The work is linear in the size of the run, and done in pieces. */
import type { AnswerStamp } from '#lib/domain/outcome/answer';
import { type ClockOffset, withStamp } from '#lib/domain/outcome/clock-offset';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { type Noted, report } from '#lib/domain/report/report';
import type { JournalEntry, ReadBeforeCall, RunEvent } from '#lib/domain/run/events';
import { newRun, type RunState } from '#lib/domain/run/state';
import { decisionCounts, decisionsOf } from '#lib/domain/run/view/decisions';
import { summaryOf } from '#lib/domain/run/view/summary';
import { done, type Result } from '#lib/engine/errors';
import { foldInPieces } from '#lib/engine/history/fold-run';
import { planPages } from '#lib/engine/plan/pages';
import type { RunDetail, RunReport, RunView } from '#lib/engine/run/run-view';
import type { RunsContext } from '#lib/engine/run/runs-context';
import type { RunStore } from '#lib/engine/storage/runs';
import { inTurns } from '#lib/engine/turns';

/** A run with the users of its plan. Rejects if the signal is aborted. */
export async function detailOf(
  id: string,
  { store, states, seals, ledger, watching }: RunsContext,
  signal?: AbortSignal,
): Promise<Result<RunDetail>> {
  const found = ledger.find(id);
  if (!found.ok) return found;
  const view = found.value;
  const alarms = store.planAlarms(view.plan.id);
  const entries = () => people(view, store);
  const more = { entries, alarms, file: store.identity(), watching };
  if (view.summary.status !== 'ended') return done({ view, ...more });
  const { differences } = await inTurns(seals.examine(view.record), signal);
  // The journal outranks the stored summary, which may have been edited.
  const state = await inTurns(foldInPieces(store, id, newRun()), signal);
  const still = ledger.find(id);
  if (!still.ok) return still;
  states.renew(id, state);
  const { isVerifying = false } = view;
  return done({ view: { ...viewWith(view, { state, differences }), isVerifying }, ...more });
}

/** The same view with this state, and what follows from it. */
function viewWith(
  { record, plan, failure, endUnwritten, stillMinutes, differences }: RunView,
  now: { state: RunState; differences?: readonly string[] },
): RunView {
  const summary = summaryOf(now.state, failure === null);
  return { record, plan, failure, endUnwritten, stillMinutes, differences, ...now, summary };
}

/** The data for the reports of a run, as of now. Rejects if the signal is aborted. */
export async function reportOf(
  id: string,
  { store, seals, ledger, openUsers, clock }: RunsContext,
  signal?: AbortSignal,
): Promise<Result<RunReport>> {
  const found = ledger.find(id);
  if (!found.ok) return found;
  const { record, plan } = found.value;
  const alarms = store.planAlarms(plan.id);
  const { seq } = found.value.summary;
  const examined = await inTurns(seals.examine(record), signal);
  // The run may continue in the meantime, so its state as of now is computed from the journal.
  const noted = new NotedFacts();
  const state = await inTurns(
    foldInPieces(store, id, newRun(), { upTo: seq, applied: (entry) => noted.note(entry) }),
    signal,
  );
  const still = ledger.find(id);
  if (!still.ok) return still;
  const view = viewWith(found.value, { state });
  const later =
    state.status === 'ended' ? { knownAt: clock.wall(), settled: openUsers.now()(id).settled } : null;
  return done({
    view,
    rows: () =>
      report(state, people(view, store), view.failure === null, { noted, settled: later?.settled ?? [] }),
    later,
    decided: later && decisionCounts(decisionsOf(state, later.settled)),
    clocks: noted.clocks,
    ...examined,
    alarms,
  });
}

/** Date and trace ID of the answers that settled the users of a run, and the readings before their last calls. */
export class NotedFacts implements Noted {
  readonly stamps = new Map<number, AnswerStamp>();
  readonly readings = new Map<number, { by: ReadBeforeCall; at: number; ageMs: number }>();
  clocks: ClockOffset | null = null;

  /** Notes what a journal entry has. */
  note({ event, at }: JournalEntry): void {
    if (event.type === 'intended') this.noteReading(event, at);
    if (event.type !== 'settled') return;
    this.stamps.delete(event.position);
    if (!event.stamp) return;
    this.stamps.set(event.position, event.stamp);
    this.clocks = withStamp(this.clocks, event.stamp);
  }

  private noteReading({ position, read }: Extract<RunEvent, { type: 'intended' }>, at: number): void {
    if (read === undefined) this.readings.delete(position);
    else this.readings.set(position, { by: read.source, at: at - read.ageMs, ageMs: read.ageMs });
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
