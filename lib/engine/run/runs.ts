/** All runs in this data folder: starts, commands and follows them. At most one is unfinished. */
import type { PlanSource } from '#lib/domain/plan/source';
import type { Moment } from '#lib/domain/run/hold';
import type { UncheckedRule } from '#lib/domain/run/next/obstacle';
import type { RunState } from '#lib/domain/run/state';
import type { CommandAnswers, RunCommand } from '#lib/domain/run/view/commands';
import { atOnce } from '#lib/domain/text/pieces';
import { done, failed, onlyWatching, type Result } from '#lib/engine/errors';
import type { OpenUsers } from '#lib/engine/history/open-users';
import { type UserHistory, userHistory } from '#lib/engine/history/user-history';
import type { Confirmation } from '#lib/engine/plan/gate';
import { type PlanEntriesPage, planPage } from '#lib/engine/plan/pages';
import type { SealRunRequest } from '#lib/engine/plan/plans';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import { newAuditLogs } from '#lib/engine/run/audit-logs';
import {
  commandRun,
  type DismissRequest,
  dismiss,
  followConnection,
  pauseForRules,
  uncheckedRuleOf,
} from '#lib/engine/run/command';
import { follow } from '#lib/engine/run/follow';
import { openRuns } from '#lib/engine/run/opening';
import { detailOf, reportOf } from '#lib/engine/run/run-report';
import type { RunDetail, RunReport, RunView } from '#lib/engine/run/run-view';
import { newRunsContext, type RunsContext } from '#lib/engine/run/runs-context';
import type { RunsParts } from '#lib/engine/run/runs-parts';
import { sealFrom } from '#lib/engine/run/seal-from';
import { startRun } from '#lib/engine/run/start';
import { newVerifications } from '#lib/engine/run/verifications';
import type { EntryText } from '#lib/engine/storage/runs';
import { inTurns } from '#lib/engine/turns';

/** The plan to start, as the admin confirmed it. */
type StartRequest = { planId: string } & Confirmation;

/** The verbs on runs. */
export interface RunVerbs {
  start(request: StartRequest): Result<RunView>;
  /** The same, with other work in between. */
  startInPieces(request: StartRequest): Promise<Result<RunView>>;
  /** The number of the run that was started from a plan; null if there is none. */
  startedAs(planId: string): number | null;
  command(id: string, command: RunCommand, answers?: CommandAnswers): Result<RunView>;
  /** Newest first. */
  list(): RunView[];
  get(id: string): Result<RunView>;
  /** Called when an imported run was stored. */
  arrived(id: string, state: RunState): Result<RunView>;
  /** Linear in the run, in pieces, so that other work continues. Rejects if the signal is aborted. */
  detail(id: string, signal?: AbortSignal): Promise<Result<RunDetail>>;
  /** Some users of its plan, from a position on, in the order of the plan. A page is some milliseconds of work. */
  entries(id: string, from: number): Result<PlanEntriesPage>;
  /** The same for the reports. `journal` says whether the journal is as it was written. */
  report(id: string, signal?: AbortSignal): Promise<Result<RunReport>>;
  /** Seals a new plan over some users of an ended run: the remaining, the failed, or those to restore. */
  sealFrom(id: string, users: PlanSource, request?: SealRunRequest): Result<SealedPlan>;
  /** The same, with other work in between. Rejects if the signal is aborted, and then stores nothing. */
  sealFromInPieces(
    id: string,
    users: PlanSource,
    request?: SealRunRequest,
    signal?: AbortSignal,
  ): Promise<Result<SealedPlan>>;
  /**
   * The texts of the entries after `after`, in order, once they are on disk. Ends with the run or the signal. Once the
   * engine is closed, it only waits for the signal.
   */
  follow(id: string, after: number, signal: AbortSignal): AsyncGenerator<readonly EntryText[]>;
  /** The clocks that journals use: the wall clock in ms since the epoch, and the one for waits. */
  clock(): { wall: number; moment: Moment };
  /** Reads the accounts of an ended run again. Its journal gets the results. */
  verify(id: string): Result<RunView>;
  /** Reads Atlassian's audit log of the time of an ended run. The run's journal gets the results. */
  readAuditLog(id: string): Result<RunView>;
  /** Dismisses users of an ended run who need a decision. Its journal gets the reason. */
  dismiss(id: string, request: DismissRequest): Result<RunView>;
  /** The history of one account over all runs, found by its ID or an e-mail address, or of the people of a name. */
  historyOf(who: string, signal?: AbortSignal): Promise<UserHistory>;
  /** The open users of each run as of now, by its ID. */
  openUsers(): (id: string) => OpenUsers;
  /**
   * Called when protection rules were added: pauses a running run if one of them cannot be checked for users whom it
   * may still call.
   */
  rulesAdded(): Promise<void>;
  /** The protection rule that keeps a run from being resumed; null if there is none. Linear in the run, in pieces. */
  uncheckedRule(id: string, signal?: AbortSignal): Promise<Result<UncheckedRule | null>>;
  /**
   * Called when the connection was made, changed, checked or forgotten: continues a run that waits for it, and
   * interrupted verifications.
   */
  connected(): void;
  /** Deletes an ended run with its journal and its plan. */
  remove(id: string): Result<void>;
  /** Numbers of the runs that have made no progress for at least a minute, without a known reason. */
  standingStill(): number[];
  /** Whether this process has a run that has not ended; it may wait for a command. */
  hasUnfinished(): boolean;
  /** The reason why no data may be changed during the current run; null if no run is in progress. */
  underWay(): string | null;
  /** Stops working on all runs: makes no new call, and waits for those in flight. */
  close(): Promise<void>;
}

/** Opens the stored runs. Interrupted ones are marked as such and wait for the admin. */
export function newRuns(parts: RunsParts): RunVerbs {
  const context = newRunsContext(parts);
  const verifications = newVerifications(context);
  const auditLogs = newAuditLogs(context);
  const { ledger, newest, subscribers, clock } = context;
  context.listener.ended = verifications.ended;
  openRuns(context);
  return {
    start: (request) => atOnce(startRun(request, context)),
    startInPieces: (request) => inTurns(startRun(request, context)),
    startedAs: (planId) => ledger.startedAs(planId),
    command: (id, command, answers = {}) => commandRun(id, command, answers, context),
    list: () => ledger.list(),
    get: (id) => ledger.find(id),
    arrived(id, state) {
      ledger.ended(id, state);
      return ledger.find(id);
    },
    detail: (id, signal) => detailOf(id, context, signal),
    entries(id, from) {
      const found = ledger.find(id);
      return found.ok ? done(planPage(parts.store, found.value.plan.id, from)) : found;
    },
    report: (id, signal) => reportOf(id, context, signal),
    sealFrom: (id, users, request) => atOnce(sealFrom(id, { users, request }, context)),
    sealFromInPieces: (id, users, request, signal) =>
      inTurns(sealFrom(id, { users, request }, context), signal),
    follow: (id, after, signal) =>
      follow({
        join: () => newest.join(id),
        over: () => ledger.isOver(id),
        subscribers,
        id,
        after,
        down: context.down.signal,
        signal,
      }),
    clock: () => ({ wall: clock.wall(), moment: clock.moment() }),
    verify: (id) => verifications.ask(id),
    readAuditLog: (id) => auditLogs.ask(id),
    dismiss: (id, request) => dismiss(id, request, context),
    historyOf: (who, signal) =>
      inTurns(userHistory(who, { ...context, isCarriedOut: (id) => ledger.failureOf(id) === null }), signal),
    openUsers: () => context.openUsers.now(),
    rulesAdded: () => pauseForRules(context),
    uncheckedRule: (id, signal) => uncheckedRuleOf(id, context, signal),
    connected() {
      // A check of the connection may end after the program has begun to close.
      if (context.down.signal.aborted) return;
      followConnection(context);
      verifications.goOn();
    },
    remove(id) {
      const removed = remove(id, context);
      if (removed.ok) {
        verifications.stop(id);
        auditLogs.stop(id);
      }
      return removed;
    },
    standingStill: () => ledger.standingStill(),
    hasUnfinished: () => ledger.runners.size > 0,
    underWay: () => ledger.underWay(),
    async close() {
      context.down.abort();
      await Promise.all([...ledger.runners.values()].map((runner) => runner.close()));
      await verifications.close();
      await auditLogs.close();
    },
  };
}

function remove(id: string, { ledger, states, watching, removeRun }: RunsContext): Result<void> {
  if (watching) return onlyWatching();
  const found = ledger.find(id);
  if (!found.ok) return found;
  if (found.value.summary.status !== 'ended') {
    return failed('conflict', 'This run has not ended.', 'Stop it first, then delete it.');
  }
  removeRun(id);
  states.forget(id);
  return done(undefined);
}
