import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunOptions } from '#lib/domain/plan/run-options';
import type { RunEvent } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';
import type { Atlassian, Clock } from '#lib/engine/ports';
import type { Appended } from '#lib/engine/storage';

/** What a runner needs of an entry of the plan: names and e-mails would fill the memory for nothing. */
export type CalledEntry = Pick<PlanEntry, 'accountId' | 'prediction'>;

/** What a runner is given: the run as it is on disk, its journal, and everything outside that it may use. */
export interface RunnerParts {
  /** The fold of the journal so far; the runner owns it from here on. */
  state: RunState;
  entries: readonly CalledEntry[];
  message: string | null;
  options: Pick<RunOptions, 'concurrency' | 'gapMs'>;
  append(events: readonly RunEvent[], at: number): Appended;
  /** The fold of what is on disk, read again. */
  reread(): RunState;
  /** Called after entries became durable. */
  published(): void;
  atlassian: Atlassian;
  /** Whose active accounts are counted; null where that is not known. */
  organisationId: string | null;
  /** Why this account must not be called at this moment; null where it may. */
  mayCall(accountId: string): string | null;
  clock: Clock;
  /** A random number in [0, 1) that spreads the waits. */
  random(): number;
}
