/** Stores how long data is kept, and deletes it. A write is durable when its method returns. */
import type { Retention } from '#lib/domain/retention';

/** The days for which data is kept, and its deletion. */
export interface RetentionStore {
  days(): Retention;
  setDays(days: Retention): void;
  /** The run, its plan, its journal, and plans made from it that were never started. */
  removeRun(runId: string): void;
  /**
   * Removes plans sealed before this moment (ms since the epoch) whose run was never started: those of one roster, or
   * all (null). Returns their number.
   */
  removeIdlePlans(before: number, rosterId: string | null): number;
  /**
   * Blanks the operator's name if no stored data contains the account any more. Also blanks names and reasons in the
   * history of protections that were removed before this moment (ms since the epoch; null: none). Returns whether
   * anything was blanked.
   */
  blankNames(takenBackBefore: number | null): boolean;
  /** Frees the space of deleted data; false if another process is reading the file. */
  scrub(): boolean;
}
