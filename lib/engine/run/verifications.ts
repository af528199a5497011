/**
 * Runs the verifications of this data folder: automatically at the end of a run, on request, and from where one was
 * interrupted. A verification changes no account. A run goes first.
 */
import type { RunEvent } from '#lib/domain/run/events';
import { verifiedPositions } from '#lib/domain/run/verdict';
import { verifyAgainAfterMs } from '#lib/domain/run/view/verification-due';
import { checkKeyAccepted } from '#lib/engine/connection/connection';
import { done, failed, onlyWatching, type Result } from '#lib/engine/errors';
import { checkConnection } from '#lib/engine/plan/gate';
import type { RunView } from '#lib/engine/run/run-view';
import { append, type RunsContext } from '#lib/engine/run/runs-context';
import { carryOutRound, type Round } from '#lib/engine/run/verification/round';

/** The verbs on verifications. */
interface Verifications {
  /** Called when a run of this process has ended. */
  ended(id: string): void;
  /** Begins a verification on request. If one is under way already, it continues. */
  ask(id: string): Result<RunView>;
  /** Continues interrupted verifications. Called when a connection was made. */
  goOn(): void;
  /** Interrupts the verification of a run. It can be continued later. */
  stop(id: string): void;
  /** Interrupts all verifications. Resolves when no request is under way any more. */
  close(): Promise<void>;
}

interface UnderWay {
  stop: AbortController;
  over: Promise<void>;
}

/** Verifications over the stored runs. `context.ledger.verifying` has those under way. */
export function newVerifications(context: RunsContext): Verifications {
  const underWay = new Map<string, UnderWay>();
  const begin = (id: string, cause: 'end' | 'asked' | null) => {
    const view = context.ledger.find(id);
    if (!view.ok || underWay.has(id)) return;
    const stop = new AbortController();
    const round = roundOf(view.value, { cause, stop, context });
    context.ledger.verifying.add(id);
    if (cause !== null && !round.write([{ type: 'verification-begun', cause }])) {
      context.ledger.verifying.delete(id);
      return;
    }
    const over = carryOutRound(round)
      .catch((problem: unknown) => {
        const message = `It was interrupted by a fault of Lockstep itself: ${String(problem)}`;
        round.write([{ type: 'verification-ended', message, hint: '' }]);
      })
      .finally(() => {
        underWay.delete(id);
        context.ledger.verifying.delete(id);
        context.subscribers.wake(id);
      });
    underWay.set(id, { stop, over });
  };
  let isClosed = false;
  return {
    ended(id) {
      if (isClosed) return;
      const view = context.ledger.find(id);
      if (!view.ok || !context.verifiesByItself) return;
      // A refused key cannot read accounts either.
      const isRefused = view.value.state.keyFault !== null;
      if (!isRefused && mayVerify(view.value, context).ok) begin(id, 'end');
    },
    ask(id) {
      const view = context.ledger.find(id);
      if (!view.ok || underWay.has(id)) return view;
      const may = mayAsk(view.value, context);
      if (!may.ok) return may;
      begin(id, 'asked');
      return context.ledger.find(id);
    },
    goOn() {
      // A key can be accepted while the program closes. The database may be closed by then.
      if (context.watching || isClosed) return;
      for (const view of context.ledger.list()) {
        const cause = causeToGoOn(view, context);
        if (cause !== undefined && mayVerify(view, context).ok) begin(view.record.id, cause);
      }
    },
    stop: (id) => underWay.get(id)?.stop.abort(),
    async close() {
      isClosed = true;
      for (const { stop } of underWay.values()) stop.abort();
      await Promise.all([...underWay.values()].map(({ over }) => over));
    },
  };
}

/**
 * How a verification of an ended run begins when a connection is made. `null`: an interrupted one continues. `end`: a
 * new one begins, because the run ended within the last day and was not verified (the program ended first). Undefined:
 * none begins.
 */
function causeToGoOn(
  { summary: { verification, endedAt, imported } }: RunView,
  { verifiesByItself, clock }: RunsContext,
): 'end' | null | undefined {
  if (verification !== null) return verification.endedAt === null ? null : undefined;
  const isLate = endedAt === null || clock.wall() - endedAt >= verifyAgainAfterMs;
  return verifiesByItself && imported === null && !isLate ? 'end' : undefined;
}

/** Whether the accounts of a run can be verified. */
function mayVerify(view: RunView, { connections }: RunsContext): Result<void> {
  const { state, plan, differences } = view;
  if (state.status !== 'ended') {
    return failed('conflict', 'This run has not ended.', 'It is verified when it has.');
  }
  if (verifiedPositions(state).length === 0) {
    return failed('conflict', 'This run called nobody, so there is nothing to verify.', '');
  }
  if (differences.length > 0) {
    const message =
      'This run is not as it was sealed and written, so it is not certain whose accounts these are.';
    return failed('conflict', message, 'Its report says what differs.', [...differences]);
  }
  const connection = connections.view();
  // The file of an imported run may not name its organisation.
  const isAnywhere = state.imported !== null && plan.organisationId === null && connection.state !== 'none';
  const connected = isAnywhere ? done(undefined) : checkConnection(plan, connection);
  return connected.ok ? checkKeyAccepted(connection) : connected;
}

function mayAsk(view: RunView, context: RunsContext): Result<void> {
  if (context.watching) return onlyWatching();
  const busy = context.ledger.underWay();
  if (busy !== null) return failed('conflict', busy, 'Verify when it has ended or is paused.');
  return mayVerify(view, context);
}

function roundOf(
  { record }: RunView,
  { cause, stop, context }: { cause: 'end' | 'asked' | null; stop: AbortController; context: RunsContext },
): Round {
  return {
    record,
    get state() {
      return context.ledger.stateOf(record.id);
    },
    urgency: cause === 'asked' ? 'asked' : 'ahead',
    stop: stop.signal,
    context: { ...context, stateOf: (runId) => context.ledger.stateOf(runId) },
    write(events: readonly RunEvent[]) {
      if (stop.signal.aborted) return false;
      if (events.length === 0) return true;
      const appended = append(record.id, events, context);
      if (!appended.ok) {
        stop.abort();
        return false;
      }
      return true;
    },
    mayAsk() {
      const view = context.ledger.find(record.id);
      return view.ok && mayVerify(view.value, context).ok;
    },
  };
}
