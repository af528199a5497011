/** The states of all runs, and the stored summaries of those that have ended. */
import type { RunState } from '#lib/domain/run/state';
import { type RunSummary, summaryOf } from '#lib/domain/run/view/summary';
import { verdictsOf } from '#lib/domain/run/view/verdicts';
import { foldRun } from '#lib/engine/history/fold-run';
import type { RunStore } from '#lib/engine/storage/runs';
import type { EndedRun, JournalHead, SummaryStore } from '#lib/engine/storage/summaries';

/** Number of ended runs whose users stay in memory: the one on the page, and the one before it. */
const endedInMemory = 2;

/** The dependencies of the states of runs. */
interface RunStatesParts {
  store: Pick<RunStore, 'journal'>;
  summaries: SummaryStore;
  /** Another process owns the data folder: no summary is stored. */
  watching: boolean;
}

/**
 * Folds the journals of runs, as rarely as possible. In lists, a summary that is stored for the present head of a
 * journal replaces the fold. The page and the reports of a run always fold the journal.
 */
export class RunStates {
  /** Runs that this process carries out. */
  private readonly live = new Map<string, { readonly state: RunState }>();
  private readonly summed = new Map<string, { head: JournalHead; run: EndedRun }>();
  /** The latest used comes last. */
  private readonly folded = new Map<string, RunState>();

  constructor(private readonly parts: RunStatesParts) {}

  /** From now on, the state of this run is that of the runner. */
  carriedOut(id: string, runner: { readonly state: RunState }): void {
    this.live.set(id, runner);
    this.folded.delete(id);
  }

  /** The end of a run is written, and its runner has left: `state` is the fold of its journal. */
  ended(id: string, state: RunState): void {
    this.live.delete(id);
    this.keep(id, state);
    this.endedOf(id);
  }

  /** The runner has left a run that may not have ended: its journal is read again. */
  left(id: string): void {
    this.live.delete(id);
  }

  /** The journal of an ended run was folded to this state: it replaces a summary that says something else. */
  renew(id: string, state: RunState): void {
    const head = this.parts.summaries.head(id);
    const run = endedRun(state);
    if (run === null || head?.entries !== state.seq) return;
    this.keep(id, state);
    const known = this.summed.get(id)?.run;
    if (known?.verdicts === run.verdicts && JSON.stringify(known.summary) === JSON.stringify(run.summary))
      return;
    this.note(id, head, run);
  }

  /** Forgets a run that was deleted. */
  forget(id: string): void {
    this.summed.delete(id);
    this.folded.delete(id);
  }

  /** The state of a run with its users. Folds the journal unless the state is in memory. */
  stateOf(id: string): RunState {
    const live = this.live.get(id);
    if (live) return live.state;
    const state = foldRun(this.parts.store, id, this.folded.get(id));
    this.keep(id, state);
    return state;
  }

  /** The facts that follow from an ended run; null if it has not ended. */
  endedOf(id: string): EndedRun | null {
    if (this.isUnderWay(id)) return null;
    const { summaries } = this.parts;
    const head = summaries.head(id);
    if (head === null) return null;
    const known = this.summed.get(id);
    if (known && known.head.entries === head.entries && known.head.hash === head.hash) return known.run;
    const stored = summaries.summary(id, head);
    const run = stored ?? endedRun(this.stateOf(id));
    if (run === null) return null;
    if (stored === null) this.note(id, head, run);
    else this.summed.set(id, { head, run });
    return run;
  }

  /** The summary of a run. `carriedOut` is false if no process works on it any more. */
  summaryOf(id: string, carriedOut: boolean): RunSummary {
    return this.endedOf(id)?.summary ?? summaryOf(this.stateOf(id), carriedOut);
  }

  private isUnderWay(id: string): boolean {
    const live = this.live.get(id);
    return live !== undefined && live.state.status !== 'ended';
  }

  private note(id: string, head: JournalHead, run: EndedRun): void {
    const { summaries, watching } = this.parts;
    this.summed.set(id, { head, run });
    if (!watching) summaries.save(id, head, run);
  }

  private keep(id: string, state: RunState): void {
    this.folded.delete(id);
    this.folded.set(id, state);
    const ended = [...this.folded].filter(([, { status }]) => status === 'ended');
    for (const [old] of ended.slice(0, -endedInMemory)) this.folded.delete(old);
  }
}

/** The facts that follow from a run in this state; null if it has not ended. */
export function endedRun(state: RunState): EndedRun | null {
  if (state.status !== 'ended') return null;
  return { summary: summaryOf(state, true), verdicts: verdictsOf(state) };
}
