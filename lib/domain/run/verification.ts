/** The findings of the verifications of a run so far: part of the state of the run. */
import type { RecheckReading } from '#lib/domain/run/events';
import type { VerifiedBy } from '#lib/domain/run/verification-events';

/**
 * The last reading of one user's account by verifications, with the results of earlier ones. A failed reading does not
 * replace one that contradicts the run.
 */
export interface VerifiedReading {
  /** Number of the last verification that reached the account, counted from 1. */
  round: number;
  reading: RecheckReading;
  /** Null if the account could not be read. */
  source: VerifiedBy | null;
  /** The time when it was read, or given up, ms since the epoch. */
  at: number;
  /** The reason why it could not be read; empty otherwise. */
  why: string;
  /** An earlier reading after the call showed the status in which the run left the account, and this one does not. */
  wasAsLeft?: true;
  /** An earlier reading after the call showed another status than the run left the account in; absent if none did. */
  wasOtherwise?: true;
}

/** A reading of an account after a later run had acted on it, which shows the result of that run. */
export interface LaterReading extends Omit<VerifiedReading, 'wasAsLeft' | 'wasOtherwise'> {
  /** The number of that run. */
  run: number;
}

/** The verifications of a run. A user keeps the reading of an earlier one until a later one replaces it. */
export interface Verification {
  /** The number of verifications that have begun. */
  rounds: number;
  begunAt: number;
  /** Null while it is under way, or interrupted. */
  endedAt: number | null;
  /** The reason why nobody could be read; empty otherwise. */
  message: string;
  hint: string;
  /** The last reading of each account from before a later run acted on it, by position in the plan. */
  readings: (VerifiedReading | undefined)[];
  /** The last reading of each account after that, by position. */
  later: (LaterReading | undefined)[];
  /** The wait before the second look, with the number of users who are read again; null if there is none. */
  wait: { users: number; until: number } | null;
}
