/**
 * The runner of one run: it is started, takes commands and is closed. It uses ports only. `carryOut` does the work, and
 * all decisions are made in `lib/domain`.
 */
import { endsByItself } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';
import { decide, type RunCommand } from '#lib/domain/run/view/commands';
import { goesOnByItself } from '#lib/domain/run/view/status';
import type { Limiter } from '#lib/engine/limiter/limiter';
import type { Atlassian } from '#lib/engine/ports';
import { carryOut } from '#lib/engine/run/runner/carry-out';
import { isLeaving, newRunContext, type RunContext } from '#lib/engine/run/runner/run-context';
import type { RunnerParts } from '#lib/engine/run/runner/runner-parts';

/** A run in progress in this process. */
export interface Runner {
  /** The stored state. Pending events are written first. */
  readonly state: RunState;
  /** The reason why the runner stopped before the end of the run; null if it did not. */
  readonly failure: string | null;
  /** Whether calls are still in flight. */
  readonly busy: boolean;
  /** Time without progress and without a known reason, in ms; 0 if the run makes progress or has a reason. */
  readonly stillMs: number;
  /** Takes a pause, resume or stop; if it is refused, the message says why. */
  command(command: RunCommand, now?: Circumstances): CommandAnswer;
  /** Pauses the run for this reason, unless it is paused or stopping already. */
  pause(reason: { message: string; hint: string }): void;
  /** Uses this client and its limiter from the next call on (a new key for the same organisation). */
  use(atlassian: Atlassian, limiter: Limiter): void;
  /**
   * Makes no new call, and resolves when nothing is in flight. The journal is unchanged, so the run can be resumed
   * later.
   */
  close(): Promise<void>;
  /** Resolves when the runner has stopped working on the run. */
  readonly left: Promise<void>;
}

/**
 * The circumstances under which a run resumes: the last four characters of the key, and the identity of the journal's
 * file.
 */
export interface Circumstances {
  keyTail?: string;
  file?: string;
}

/** Whether a command was accepted; if not, the message says why. */
type CommandAnswer = { ok: true } | { ok: false; message: string };

/** Starts a run whose journal has at least its `started` entry. */
export function startRunner(parts: RunnerParts): Runner {
  const context = newRunContext(parts);
  const { state, journal, work, news, requests } = context;
  requests.reserve(() => goesOnByItself(state));
  const left = carryOut(context).finally(() => requests.leave());
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
    command: (command, now = {}) => recordCommand(command, now, context),
    pause(reason) {
      const decision = decide(state, 'pause');
      if (!decision.ok || decision.event?.type !== 'paused') return;
      journal.record({ ...decision.event, ...reason });
      journal.write();
    },
    use(atlassian, limiter) {
      context.atlassian = atlassian;
      context.requests.use(limiter);
    },
    async close() {
      work.closing = true;
      news.notify();
      await left;
    },
  };
}

/** Records the events of a command; none if it changes nothing. */
function recordCommand(
  command: RunCommand,
  now: Circumstances,
  { state, journal }: RunContext,
): CommandAnswer {
  journal.write();
  const decision = journal.failure === null ? decide(state, command) : { ok: true as const, event: null };
  if (!decision.ok) return decision;
  const { event } = decision;
  if (event?.type === 'resumed') journal.record({ ...event, ...now });
  else if (event !== null) journal.record(event);
  journal.write();
  const { failure } = journal;
  return failure === null ? { ok: true } : { ok: false, message: failure };
}

/** Time without progress and without a known reason, in ms. */
function stillFor(context: RunContext): number {
  const { state, clock, work } = context;
  const { status, pause } = state;
  const goesOn = status === 'running' || status === 'stopping' || endsByItself(pause?.code);
  const hasReason = !goesOn || isLeaving(context) || work.requests > 0 || work.waits > 0;
  return hasReason ? 0 : clock.monotonic() - work.lastStep;
}
