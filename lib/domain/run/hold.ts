/** The wait that keeps a run from calling anybody, across restarts and whatever the wall clock does. Pure. */
import { z } from 'zod';

/**
 * A moment on a clock that nobody sets: `ms` since some moment of this `boot`. Two moments can be compared where the boot
 * is the same. Where the system names no boot, a name stands for the process, and the clock is the process's.
 */
export const momentSchema = z.object({ boot: z.string(), ms: z.number().nonnegative() });
export type Moment = z.infer<typeof momentSchema>;

export interface Hold {
  waitMs: number;
  /** When it began, by the wall clock, in ms since the epoch: for the page. */
  at: number;
  /** The same on the clock that decides; absent in journals of earlier versions. */
  since?: Moment;
  message: string;
  /** Resuming does not cut it short. */
  firm: boolean;
  /** Atlassian asked for it: only this one can the admin end, by asking Atlassian again. */
  asked: boolean;
  /** How long Atlassian asked to wait, in ms, where that is more than Lockstep waits. */
  askedMs?: number;
}

/**
 * How much of a wait is left at `now`, in ms. In the boot in which it began the clock of that boot decides; in another
 * one nobody knows how long ago that was, and the whole wait begins again.
 */
export function holdLeft({ waitMs, since }: Pick<Hold, 'waitMs' | 'since'>, now: Moment): number {
  if (since?.boot !== now.boot) return waitMs;
  return Math.min(Math.max(since.ms + waitMs - now.ms, 0), waitMs);
}

/** Whether `held` is over later than `next`, which began after it. */
export function endsLater(held: Hold, next: Hold): boolean {
  if (held.since && held.since.boot === next.since?.boot) {
    return held.since.ms + held.waitMs > next.since.ms + next.waitMs;
  }
  // Journals of earlier versions have the wall clock only.
  if (!held.since && !next.since) return held.at + held.waitMs > next.at + next.waitMs && held.at <= next.at;
  return held.waitMs > next.waitMs;
}
