/** The wait during which a run calls nobody. It survives restarts and changes of the wall clock. Pure. */
import { z } from 'zod';
import type { Fault } from '#lib/domain/outcome/answer';

/**
 * A time on a monotonic clock: `ms` since a fixed point in this `boot`. Two moments can be compared if their boot is
 * the same. If the system names no boot, `boot` identifies the process, and the clock is the process's.
 */
export const momentSchema = z.object({ boot: z.string(), ms: z.number().nonnegative() });
export type Moment = z.infer<typeof momentSchema>;

/** A wait of the whole run. */
export interface Hold {
  waitMs: number;
  /** The time when it began on the wall clock, in ms since the epoch; for display. */
  at: number;
  /** The time when it began on the monotonic clock, which decides; absent in journals of earlier versions. */
  since?: Moment;
  message: string;
  /** Whether it continues after the admin resumes the run. */
  firm: boolean;
  /** Whether Atlassian’s rate limit asked for it. Then the admin can end it, by asking Atlassian again. */
  asked: boolean;
  /** Whether Atlassian asked with a 429 that named no time, so that Lockstep chose how long it waits; else absent. */
  unnamed?: true;
  /** Whether it was computed from an inferred rate limit, which no answer named; else absent. */
  reckoned?: true;
  /** The wait that Atlassian asked for, in ms, if it is longer than Lockstep's maximum. */
  askedMs?: number;
}

/**
 * The rest of a wait at `now`, in ms. In the boot in which the wait began, the monotonic clock decides. In another boot
 * the elapsed time is not known, so the whole wait begins again.
 */
export function holdLeft({ waitMs, since }: Pick<Hold, 'waitMs' | 'since'>, now: Moment): number {
  if (since?.boot !== now.boot) return waitMs;
  return Math.min(Math.max(since.ms + waitMs - now.ms, 0), waitMs);
}

/** Whether `held` ends later than `next`, which began after it. */
export function endsLater(held: Hold, next: Hold): boolean {
  if (held.since && held.since.boot === next.since?.boot) {
    return held.since.ms + held.waitMs > next.since.ms + next.waitMs;
  }
  // Journals of earlier versions have only the wall clock.
  if (!held.since && !next.since) return held.at + held.waitMs > next.at + next.waitMs && held.at <= next.at;
  return held.waitMs > next.waitMs;
}

/** The wait in an event of the journal: how long it is, when it began, and the answer that led to it. */
interface Wait extends Pick<Hold, 'waitMs'> {
  since?: Moment | undefined;
  fault?: Fault | undefined;
  askedMs?: number | undefined;
  reckoned?: true | undefined;
}

/**
 * The message of a wait, when it began (ms since the epoch), and its cause: an `answer` about a user, Atlassian's rate
 * `limit`, or the run's own `breaker` between probes. Only a breaker's wait can be cut short.
 */
interface WaitReason extends Pick<Hold, 'message' | 'at'> {
  by: 'answer' | 'limit' | 'breaker';
}

/** The wait of the whole run after an event: the one that ends later, the wait so far or that of the event. */
export function laterHold(held: Hold | null, wait: Wait, { message, at, by }: WaitReason): Hold {
  const { waitMs, since, fault, askedMs = fault?.askedMs } = wait;
  const namesTime = typeof fault?.waitMs === 'number';
  // A wait for the limit extends the wait after a 429, so it keeps what that answer said.
  const isUnnamed = by === 'limit' ? held?.unnamed === true : fault?.code === 'rate-limited' && !namesTime;
  const next: Hold = {
    waitMs,
    at,
    ...(since ? { since } : {}),
    message,
    firm: held?.firm === true || namesTime || by !== 'breaker',
    asked: by === 'limit' || fault?.code === 'rate-limited' || namesTime,
    ...(isUnnamed ? { unnamed: true } : wait.reckoned ? { reckoned: true } : {}),
    ...(askedMs === undefined ? {} : { askedMs }),
  };
  return held && endsLater(held, next) ? held : next;
}

/**
 * The rest of a wait during which the process died, as calculated by the process that found the run; null if it is
 * over.
 */
export function restOfHold(held: Hold, { waitMs, since }: Wait, at: number): Hold | null {
  return waitMs === 0 ? null : { ...held, waitMs, at, ...(since ? { since } : {}) };
}
