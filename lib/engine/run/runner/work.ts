import type { Clock } from '#lib/engine/ports';

/** What this process is doing for a run. Nothing of it is in the journal. */
export interface Work {
  /** Positions being worked on. */
  readonly busy: Set<number>;
  /** Positions whose accounts are being read before their call, or were read and wait. */
  readonly looking: Set<number>;
  /** Requests that were sent and have no answer yet. */
  requests: number;
  /** Waits under way whose end is known. */
  waits: number;
  /** When something was written, answered or waited for, on the monotonic clock. */
  lastStep: number;
  /** Whether the runner was told to let go: nothing may begin any more. */
  closing: boolean;
}

/** The work of a runner that has begun nothing yet. */
export function newWork(clock: Pick<Clock, 'monotonic'>): Work {
  return {
    busy: new Set(),
    looking: new Set(),
    requests: 0,
    waits: 0,
    lastStep: clock.monotonic(),
    closing: false,
  };
}
