/**
 * The runner of one run: it is started, spoken to and let go of. It knows ports only; `carryOut` does the work, and every
 * decision is in `lib/domain`.
 */
import { endsByItself } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';
import { decide, type RunCommand } from '#lib/domain/run/view/commands';
import type { Atlassian } from '#lib/engine/ports';
import { carryOut } from '#lib/engine/run/runner/carry-out';
import { isLeaving, newRunContext, type RunContext } from '#lib/engine/run/runner/run-context';
import type { RunnerParts } from '#lib/engine/run/runner/runner-parts';

/** A run that is carried out by this process. */
export interface Runner {
  /** As it is on disk: what is not there yet is written first. */
  readonly state: RunState;
  /** Why the runner let go of the run before its end; null where it did not. */
  readonly failure: string | null;
  /** Whether calls are still in flight. */
  readonly busy: boolean;
  /** How long the run has made no step for no reason it can name, in ms; 0 while it makes steps or has a reason. */
  readonly stillMs: number;
  /** Says pause, resume or stop; the message says why that cannot be. */
  command(command: RunCommand): Told;
  /** Talks through this client from the next call on (a new key for the same organisation). */
  use(atlassian: Atlassian): void;
  /** No new call; resolves when nothing is in flight. The journal stays as it is: the run can go on later. */
  close(): Promise<void>;
  /** Resolves when the runner has left the run. */
  readonly left: Promise<void>;
}

/** Whether a command was taken; the message says why it was not. */
type Told = { ok: true } | { ok: false; message: string };

/** Starts carrying out a run whose journal has at least its `started` entry. */
export function startRunner(parts: RunnerParts): Runner {
  const context = newRunContext(parts);
  const { state, journal, work, news } = context;
  const left = carryOut(context);
  return {
    left,
    get state() {
      journal.write();
      return state;
    },
    get failure() {
      journal.write();
      return journal.failure;
    },
    get stillMs() {
      return stillFor(context);
    },
    get busy() {
      return work.busy.size > 0;
    },
    command: (command) => tell(command, context),
    use(atlassian) {
      context.atlassian = atlassian;
    },
    async close() {
      work.closing = true;
      news.notify();
      await left;
    },
  };
}

/** Writes down what a command leads to; nothing where it changes nothing. */
function tell(command: RunCommand, { state, journal }: RunContext): Told {
  journal.write();
  const decision = journal.failure === null ? decide(state, command) : { ok: true as const, event: null };
  if (!decision.ok) return decision;
  if (decision.event !== null) journal.record(decision.event);
  journal.write();
  const { failure } = journal;
  return failure === null ? { ok: true } : { ok: false, message: failure };
}

/** How long the run has stood still for no reason that it can name, in ms. */
function stillFor(context: RunContext): number {
  const { state, clock, work } = context;
  const { status, pause } = state;
  const goesOn = status === 'running' || status === 'stopping' || endsByItself(pause?.code);
  const hasReason = !goesOn || isLeaving(context) || work.requests > 0 || work.waits > 0;
  return hasReason ? 0 : clock.monotonic() - work.lastStep;
}
