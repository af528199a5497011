import type { Clock } from '#lib/engine/ports';

/** The work of this process for a run. It is not recorded in the journal. */
export interface Work {
  /** Positions in progress. */
  readonly busy: Set<number>;
  /** Positions whose accounts are being read before their call, or were read and wait for it. */
  readonly looking: Set<number>;
  /** Positions whose accounts were read and wait for their call. */
  readonly ready: Set<number>;
  /** Requests that were sent and have no answer yet. */
  requests: number;
  /** Number of waits in progress whose end is known. */
  waits: number;
  /** The time of the last write, answer or wait, on the monotonic clock. */
  lastStep: number;
  /** Whether the runner was told to stop: nothing new may begin. */
  closing: boolean;
}

/** The work of a new runner. */
export function newWork(clock: Pick<Clock, 'monotonic'>): Work {
  return {
    busy: new Set(),
    looking: new Set(),
    ready: new Set(),
    requests: 0,
    waits: 0,
    lastStep: clock.monotonic(),
    closing: false,
  };
}
