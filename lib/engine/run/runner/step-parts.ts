import type { Answer } from '#lib/domain/outcome/answer';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunEvent } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';
import type { Atlassian } from '#lib/engine/ports';

/** What a step has to work with: the run as it is, Atlassian, and the journal. */
export interface StepParts {
  state: RunState;
  entries: readonly Pick<PlanEntry, 'accountId'>[];
  message: string | null;
  /** The client of this moment: a new key counts from the next call on. */
  atlassian(): Atlassian;
  /** Why this account must not be called at this moment; null where it may. */
  mayCall(accountId: string): string | null;
  /** Notes what happened; false where the journal could not be written: then nothing is called. */
  record(event: RunEvent): boolean;
  /** Resolves when what was noted is on disk; to false where it is not. */
  written(): Promise<boolean>;
  /** Whether the runner lets go: nothing may begin any more. */
  leaving(): boolean;
  /** Whether Atlassian asked to wait. */
  held(): boolean;
  /** How many calls may be in flight at this moment. */
  concurrency(): number;
  /** Milliseconds on the monotonic clock. */
  now(): number;
  /** Positions whose accounts are being read before their call. */
  looking: Set<number>;
  /** Resolves when something has happened. */
  news(): Promise<void>;
  /** Every answer passes here, for the pace. */
  timed<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>>;
  random(): number;
}
