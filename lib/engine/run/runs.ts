/** All runs of this data folder: starting them, speaking to them, following them. At most one is unfinished. */
import type { PlanSource } from '#lib/domain/plan/source';
import type { JournalEntry } from '#lib/domain/run/events';
import type { Moment } from '#lib/domain/run/hold';
import type { RunState } from '#lib/domain/run/state';
import type { RunCommand } from '#lib/domain/run/view/commands';
import { done, failed, onlyWatching, type Result } from '#lib/engine/errors';
import type { Confirmation } from '#lib/engine/plan/gate';
import type { PlanVerbs, SealedPlan } from '#lib/engine/plan/plans';
import { commandRun } from '#lib/engine/run/command';
import { follow } from '#lib/engine/run/follow';
import { openRuns } from '#lib/engine/run/opening';
import { detailOf, reportOf } from '#lib/engine/run/run-report';
import type { RunDetail, RunReport, RunView } from '#lib/engine/run/run-view';
import { newRunsContext, type RunsContext } from '#lib/engine/run/runs-context';
import type { RunsParts } from '#lib/engine/run/runs-parts';
import { sealFrom } from '#lib/engine/run/seal-from';
import { startRun } from '#lib/engine/run/start';

/** What can be done with runs. */
export interface RunVerbs {
  start(request: { planId: string } & Confirmation): Result<RunView>;
  /** The number of the run that was started of a plan; null where none was. */
  startedAs(planId: string): number | null;
  command(id: string, command: RunCommand): Result<RunView>;
  /** Newest first. */
  list(): RunView[];
  get(id: string): Result<RunView>;
  /** A run that ended elsewhere was stored; `state` is what its journal leads to, which need not be read again. */
  arrived(id: string, state: RunState): Result<RunView>;
  /** Linear in the run, in pieces: others have their turns. Rejects where the signal aborts. */
  detail(id: string, signal?: AbortSignal): Promise<Result<RunDetail>>;
  /** The same; `journal` says whether the journal it was made of is as it was written. */
  report(id: string, signal?: AbortSignal): Promise<Result<RunReport>>;
  /** Seals a new plan over some users of an ended run: the rest, the failed, or those to give back. */
  sealFrom(id: string, users: PlanSource, wish?: Parameters<PlanVerbs['sealFrom']>[2]): Result<SealedPlan>;
  /** The entries after `seq`, in order, as they become durable; ends with the run, the signal, or the engine. */
  follow(id: string, after: number, signal: AbortSignal): AsyncGenerator<readonly JournalEntry[]>;
  /** What the clocks say that journals are written by: the wall clock, in ms since the epoch, and the one for waits. */
  clock(): { wall: number; moment: Moment };
  /** Deletes a run that has ended: its journal and its plan are gone. */
  remove(id: string): Result<void>;
  /** Numbers of the runs that have made no step for a minute or more for no reason that they can name. */
  standingStill(): number[];
  /** Why nothing may be changed under the run that is under way; null where none is. */
  underWay(): string | null;
  /** Lets go of every run: no new call; waits for those in flight. */
  close(): Promise<void>;
}

/** Opens the runs of a store; those that were cut off are marked as interrupted and wait for the admin. */
export function newRuns(parts: RunsParts): RunVerbs {
  const context = newRunsContext(parts);
  const { ledger, newest, subscribers, clock } = context;
  openRuns(context);
  return {
    start: (request) => startRun(request, context),
    startedAs: (planId) => ledger.startedAs(planId),
    command: (id, command) => commandRun(id, command, context),
    list: () => ledger.list(),
    get: (id) => ledger.find(id),
    arrived(id, state) {
      ledger.ended.set(id, state);
      return ledger.find(id);
    },
    detail: (id, signal) => detailOf(id, context, signal),
    report: (id, signal) => reportOf(id, context, signal),
    sealFrom: (id, users, wish) => sealFrom(id, { users, wish }, context),
    follow: (id, after, signal) =>
      follow({
        join: () => newest.join(id),
        over: () => ledger.isOver(id),
        subscribers,
        id,
        after,
        signal,
      }),
    clock: () => ({ wall: clock.wall(), moment: clock.moment() }),
    remove: (id) => remove(id, context),
    standingStill: () => ledger.standingStill(),
    underWay: () => ledger.underWay(),
    async close() {
      context.down.abort();
      await Promise.all([...ledger.runners.values()].map((runner) => runner.close()));
    },
  };
}

function remove(id: string, { ledger, watching, removeRun }: RunsContext): Result<void> {
  if (watching) return onlyWatching();
  const found = ledger.find(id);
  if (!found.ok) return found;
  if (found.value.state.status !== 'ended') {
    return failed('conflict', 'This run has not ended.', 'Stop it first, then delete it.');
  }
  removeRun(id);
  ledger.ended.delete(id);
  return done(undefined);
}
