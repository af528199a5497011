import type { AccountReading } from '#lib/domain/directory/reading';
import type { VerifiedBy } from '#lib/domain/run/verification-events';
import type { BlockAccount } from '#lib/engine/directory/blocks/ask-block';
import type { Atlassian, Clock } from '#lib/engine/ports';
import type { DirectoryStore } from '#lib/engine/storage/directories';

/** An account whose status is asked for, with its position in the plan. */
export interface StatusAccount extends BlockAccount {
  position: number;
}

/** Statuses by one source at one time (ms since the epoch): positions by status. */
export interface StatusReading {
  source: VerifiedBy;
  at: number;
  active: number[];
  inactive: number[];
}

/** The parts that asking for statuses needs. */
export interface StatusParts {
  /** Null if the key does not say it: then only profiles can be read. */
  organisationId: string | null;
  /** Sends its requests within the rate limit. */
  atlassian: Atlassian;
  /** Keeps what is read. */
  store: DirectoryStore;
  clock: Clock;
  random(): number;
  signal: AbortSignal;
  /** Receives the readings, so that protections can be added. */
  learnt(readings: readonly AccountReading[]): void;
  /** Called with each answer. Accounts without a clear status are in no answer. */
  onReading(reading: StatusReading): void;
}
