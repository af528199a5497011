import { lostPlan, type Plan } from '#lib/domain/plan/plan';
import type { RunState } from '#lib/domain/run/state';
import type { RunSummary } from '#lib/domain/run/view/summary';
import { done, failed, type Result } from '#lib/engine/errors';
import type { RunView } from '#lib/engine/run/run-view';
import type { Runner } from '#lib/engine/run/runner/runner';
import type { RunsParts } from '#lib/engine/run/runs-parts';
import type { RunRecord } from '#lib/engine/storage/runs';

/** This process's knowledge about the runs in a data folder beyond the stored data, by run ID. */
export class RunLedger {
  /** Runs that this process carries out. */
  readonly runners = new Map<string, Runner>();
  /**
   * Unfinished runs that could not be marked as interrupted, with the reason. They make no calls until they are marked.
   */
  readonly unopened = new Map<string, string>();
  /** Runs that differ from their sealed plan or their written journal, with the differences. They can only be ended. */
  readonly closed = new Map<string, readonly string[]>();
  /** Stopped runs whose end is not written yet. */
  readonly endUnwritten = new Set<string>();
  /** Ended runs whose accounts this process is verifying. Their journals grow. */
  readonly verifying = new Set<string>();
  /** Ended runs for which this process reads the audit log. Their journals grow too. */
  readonly readingLog = new Set<string>();

  constructor(private readonly parts: Pick<RunsParts, 'store' | 'states' | 'seals' | 'watching'>) {}

  /** From now on, this runner carries out the run. */
  carryOut(id: string, runner: Runner): void {
    this.runners.set(id, runner);
    this.parts.states.carriedOut(id, runner);
  }

  /** The runner has left a run, and the end of the run is written. */
  ended(id: string, state: RunState): void {
    this.runners.delete(id);
    this.parts.states.ended(id, state);
  }

  /** The runner has left a run that is closed. */
  leave(id: string): void {
    this.runners.delete(id);
    this.parts.states.left(id);
  }

  /** The state of a run with its users. */
  stateOf(id: string): RunState {
    return this.parts.states.stateOf(id);
  }

  /** The summary of a run, without its users. Quick for a run that has ended. */
  summaryOf(id: string): RunSummary {
    return this.parts.states.summaryOf(id, this.failureOf(id) === null);
  }

  /** The reason why the runner stopped working on a run before its end; null if it did not. */
  failureOf(id: string): string | null {
    return this.runners.get(id)?.failure ?? this.unopened.get(id) ?? null;
  }

  /** The plan of a run, or a placeholder if the plan is lost. */
  planOf({ id, planId, createdAt }: RunRecord): Plan {
    const { store } = this.parts;
    return store.plan(planId) ?? lostPlan({ id: planId, count: this.summaryOf(id).total, createdAt });
  }

  /** The current view of a run. */
  view(record: RunRecord): RunView {
    const { id } = record;
    const plan = this.planOf(record);
    const differences = this.closed.get(id) ?? this.parts.seals.noted(id);
    const stillMinutes = Math.floor((this.runners.get(id)?.stillMs ?? 0) / 60_000);
    const inProcess = { failure: this.failureOf(id), endUnwritten: this.endUnwritten.has(id), stillMinutes };
    const { states } = this.parts;
    return {
      ...{ record, plan, ...inProcess, differences },
      isVerifying: this.verifying.has(id) || this.mayVerifyElsewhere(id),
      summary: this.summaryOf(id),
      get state() {
        return states.stateOf(id);
      },
    };
  }

  /** The run with this ID. */
  find(id: string): Result<RunView> {
    const record = this.parts.store.run(id);
    return record
      ? done(this.view(record))
      : failed('not-found', 'This run does not exist.', 'See the list of runs.');
  }

  /** All runs that have started, newest first. */
  list(): RunView[] {
    const views = this.parts.store.runs().map((record) => this.view(record));
    return views.filter(({ summary }) => summary.status !== 'new');
  }

  /** The one run that has started and not ended; null if there is none. */
  unfinished(): RunView | null {
    for (const record of this.parts.store.runs()) {
      const { status } = this.summaryOf(record.id);
      if (status !== 'ended' && status !== 'new') return this.view(record);
    }
    return null;
  }

  /** The number of the run that was started from a plan; null if there is none. */
  startedAs(planId: string): number | null {
    const started = this.parts.store.runOfPlan(planId);
    return started && this.summaryOf(started.id).status !== 'new' ? started.number : null;
  }

  /** Whether no more entries will be written without a command. */
  isOver(id: string): boolean {
    if (this.verifying.has(id) || this.readingLog.has(id)) return false;
    // A closed run, or one whose end could not be written, has no runner, but its end is still to be written.
    if (this.parts.watching || this.closed.has(id) || this.endUnwritten.has(id)) {
      return this.summaryOf(id).status === 'ended' && !this.mayVerifyElsewhere(id);
    }
    return this.runners.get(id) === undefined || this.runners.get(id)?.failure !== null;
  }

  /** Whether a verification has begun that another process may be carrying out: this one only watches. */
  private mayVerifyElsewhere(id: string): boolean {
    const { verification } = this.summaryOf(id);
    return this.parts.watching && verification !== null && verification.endedAt === null;
  }

  /** Numbers of the runs that have made no progress for at least a minute, without a known reason. */
  standingStill(): number[] {
    return [...this.runners]
      .filter(([, { stillMs }]) => stillMs >= 60_000)
      .flatMap(([id]) => this.parts.store.run(id)?.number ?? []);
  }

  /** The reason why no data may be changed during the current run; null if no run is in progress. */
  underWay(): string | null {
    for (const runner of this.runners.values()) {
      const { status } = runner.state;
      if (runner.failure === null && (status === 'running' || status === 'stopping')) {
        return 'A run is under way with this connection.';
      }
    }
    return null;
  }
}
