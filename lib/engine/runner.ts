/**
 * Carries a run out: asks `nextStep` what to do and does it. It knows ports only. Every decision is in
 * `lib/domain`; here is what touches the outside, and the order in which it does: intent on disk, call, outcome
 * on disk, then everybody else.
 */
import { parseAccountId } from '#lib/domain/account-id';
import type { Answer } from '#lib/domain/answer';
import {
  judgeCall,
  judgeCanary,
  judgeConflict,
  judgeLook,
  judgeReadBack,
  readingOf,
  settled,
} from '#lib/domain/judge';
import { nextStep, type Step } from '#lib/domain/next-step';
import type { PlanEntry } from '#lib/domain/plan';
import { apply, type RunState } from '#lib/domain/run';
import { decide, type RunCommand } from '#lib/domain/run-commands';
import type { RunEvent } from '#lib/domain/run-events';
import type { Atlassian, Clock } from '#lib/engine/ports';
import type { Appended } from '#lib/engine/storage';

export interface RunnerParts {
  /** The fold of the journal so far; the runner owns it from here on. */
  state: RunState;
  entries: readonly PlanEntry[];
  message: string | null;
  lanes: number;
  append(events: readonly RunEvent[], at: number): Appended;
  /** Called after entries became durable. */
  published(): void;
  atlassian: Atlassian;
  /** Why this account must not be called at this moment; null where it may. */
  mayCall(accountId: string): string | null;
  clock: Clock;
  /** In [0, 1); spreads the waits. */
  random(): number;
}

export interface Runner {
  readonly state: RunState;
  /** Why the runner let go of the run before its end; null where it did not. */
  readonly failure: string | null;
  /** Says pause, resume or stop; the message says why that cannot be. */
  command(command: RunCommand): { ok: true } | { ok: false; message: string };
  /** Talks through this client from the next call on (a new key for the same organisation). */
  use(atlassian: Atlassian): void;
  /** No new call; resolves when nothing is in flight. The journal stays as it is: the run can go on later. */
  close(): Promise<void>;
  /** Resolves when the runner has left the run. */
  readonly left: Promise<void>;
}

/** Starts carrying out a run whose journal has at least its `started` entry. */
export function startRunner(parts: RunnerParts): Runner {
  const { state, clock } = parts;
  let atlassian = parts.atlassian;
  let failure: string | null = null;
  let closing = false;
  let holdUntil = heldFor(state, clock);
  const busy = new Set<number>();
  let bell = newBell();

  function ring(): void {
    bell.ring();
    bell = newBell();
  }

  /** False where the journal could not be written: then nothing more is called. */
  function record(...events: RunEvent[]): boolean {
    const appended = parts.append(events, clock.wall());
    if (!appended.ok) {
      failure = appended.message;
      ring();
      return false;
    }
    for (const entry of appended.entries) {
      apply(state, entry);
      if ('waitMs' in entry.event) holdUntil = clock.monotonic() + entry.event.waitMs;
    }
    parts.published();
    ring();
    return true;
  }

  async function carryOut(): Promise<void> {
    for (;;) {
      if (failure !== null || closing) break;
      const step = nextStep(state, { busy, held: clock.monotonic() < holdUntil, lanes: parts.lanes });
      if (step.do === 'leave') break;
      if (step.do === 'rest') await bell.rung;
      else if (step.do === 'wait') await waitOut();
      else if (step.do === 'record') record(step.event);
      else begin(step);
    }
    while (busy.size > 0) await bell.rung;
  }

  async function waitOut(): Promise<void> {
    const interrupted = new AbortController();
    const rung = bell.rung.then(() => interrupted.abort());
    await Promise.race([clock.sleep(holdUntil - clock.monotonic(), interrupted.signal), rung]);
    interrupted.abort();
  }

  function begin(step: Extract<Step, { position: number }>): void {
    const { position } = step;
    busy.add(position);
    perform(step)
      .catch((problem: unknown) => {
        failure = `The run was interrupted by a fault of Lockstep itself: ${String(problem)}`;
      })
      .finally(() => {
        busy.delete(position);
        ring();
      });
  }

  async function perform(step: Extract<Step, { position: number }>): Promise<void> {
    const entry = parts.entries[step.position];
    const accountId = entry ? parseAccountId(entry.accountId) : null;
    if (!entry || !accountId) throw new Error(`Position ${step.position} of the plan cannot be called.`);
    const { position } = step;
    const read = async () => readingOf(await atlassian.profile(accountId));
    const progress = () => state.users[position] ?? fresh;

    if (step.do === 'check-canary') {
      const reading = await read();
      if (state.status === 'running') {
        record(judgeCanary(position, state.canary.reads, reading, parts.random()));
      }
      return;
    }
    if (step.do === 'read-back') {
      record(judgeReadBack(position, progress(), await read(), parts.random()));
      return;
    }
    const refusal = parts.mayCall(accountId);
    if (refusal !== null) {
      record(settled(position, { outcome: 'skipped', sentence: refusal, attempt: 0, tookMs: 0 }));
      return;
    }
    const look = await read();
    if (state.status !== 'running' || failure !== null || closing) return;
    const decided = judgeLook(position, progress(), look, parts.random());
    if (decided) {
      record(decided);
      return;
    }
    const attempt = progress().attempt + 1;
    const before = look.says === 'nothing' ? null : look.text;
    if (!record({ type: 'intended', position, attempt, before })) return;
    const answer: Answer<null> = await atlassian.disable(accountId, parts.message);
    if (!answer.ok && answer.fault.code === 'conflict') {
      record(judgeConflict(position, progress(), answer.fault, await read()));
    } else {
      record(judgeCall(position, progress(), answer, parts.random()));
    }
  }

  const left = carryOut();
  return {
    state,
    left,
    get failure() {
      return failure;
    },
    command(command) {
      if (failure !== null) return { ok: false, message: failure };
      const decision = decide(state, command);
      if (!decision.ok) return decision;
      if (decision.event !== null && !record(decision.event)) {
        return { ok: false, message: failure ?? 'The journal could not be written.' };
      }
      return { ok: true };
    },
    use(other) {
      atlassian = other;
    },
    async close() {
      closing = true;
      ring();
      await left;
    },
  };
}

const fresh = { attempt: 0, throttles: 0, activeReads: 0, failedReads: 0, doubts: 0, doubt: null };

/** When the wait that the journal speaks of is over, on the monotonic clock; a wall clock set back cannot stretch it. */
function heldFor(state: RunState, clock: Clock): number {
  if (state.hold === null) return 0;
  const remaining = state.hold.at + state.hold.waitMs - clock.wall();
  return clock.monotonic() + Math.min(Math.max(remaining, 0), state.hold.waitMs);
}

interface Bell {
  rung: Promise<void>;
  ring(): void;
}

function newBell(): Bell {
  let ring = () => {};
  const rung = new Promise<void>((resolve) => {
    ring = resolve;
  });
  return { rung, ring };
}
