/** The findings of the verifications of a run so far: part of the state of the run. */
import type { RecheckReading } from '#lib/domain/run/events';
import type { VerifiedBy } from '#lib/domain/run/verification-events';

/**
 * The last reading of one user's account in a verification, with what the ones before it showed. A reading that failed
 * replaces none that showed the account otherwise than the run left it.
 */
export interface VerifiedReading {
  /** Counted from 1: the last verification that came to the account. */
  round: number;
  reading: RecheckReading;
  /** Null if the account could not be read. */
  source: VerifiedBy | null;
  /** The time when it was read, or given up, ms since the epoch. */
  at: number;
  /** The reason why it could not be read; empty otherwise. */
  why: string;
  /** An earlier reading after the call showed the account as the run left it, and this one does not. */
  wasAsLeft?: true;
  /** An earlier reading after the call showed the account otherwise than the run left it; absent if none did. */
  wasOtherwise?: true;
}

/** A reading of an account after a later run had acted on it: it tells what that run left. */
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
