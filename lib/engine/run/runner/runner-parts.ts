import type { AccountReading } from '#lib/domain/directory/reading';
import type { RunOptions } from '#lib/domain/plan/run-options';
import type { RunEvent } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';
import type { Limiter } from '#lib/engine/limiter/limiter';
import type { Atlassian, Clock } from '#lib/engine/ports';
import type { CalledEntries } from '#lib/engine/run/runner/called-entries';
import type { DirectoryStore } from '#lib/engine/storage/directories';
import type { Appended } from '#lib/engine/storage/runs';

/** The dependencies of a runner: the stored run, its journal, and the ports it may use. */
export interface RunnerParts {
  /** The state computed from the journal so far. The runner owns it from here on. */
  state: RunState;
  entries: CalledEntries;
  message: string | null;
  options: Pick<RunOptions, 'concurrency' | 'gapMs'>;
  append(events: readonly RunEvent[], at: number): Appended;
  /** The state computed again from the stored journal. */
  reread(): RunState;
  /** Called after entries are on disk. */
  published(): void;
  atlassian: Atlassian;
  /** Keeps what the run reads about the organisation. */
  store: DirectoryStore;
  /** The limiter of that client. */
  limiter: Limiter;
  /** The organisation whose active accounts are counted; null if it is not known. */
  organisationId: string | null;
  /** The time when the last run ended, ms since the epoch; -Infinity if none has. Counts from before are outdated. */
  lastEnd: number;
  /** The reason why this account must not be called now; null if it may be. */
  mayCall(accountId: string): string | null;
  /** Why a restore must not activate an account that reads inactive; null if it may. */
  deactivatedElsewhere(accountId: string): string | null;
  /** The e-mail addresses of the plan, by position, from the first to the last position. */
  addresses(first: number, last: number): ReadonlyMap<number, string>;
  /** Whether an earlier run touched this account so recently that a list or the search may not show it yet. */
  wasTouched(accountId: string): boolean;
  /** Receives the readings of accounts before their calls, so that protections can be added first. */
  learnt(readings: readonly AccountReading[]): void;
  clock: Clock;
  /** A random number in [0, 1) that spreads the waits. */
  random(): number;
}
