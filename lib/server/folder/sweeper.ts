/** Deletes expired data, and remembers why it could not. */
import type { StorageNotice } from '#lib/domain/retention';
import { thrownText } from '#lib/domain/text/thrown';

/** Deletes what is older than its days. */
export interface Sweeper {
  /** Never throws. */
  sweep(): void;
  /** Whether expired data could not be deleted the last time, and why; empty if all is well. */
  notices(): StorageNotice[];
}

/** A sweeper for a data folder. `sweep` throws if the disk is full; `failed` gets that error. */
export function newSweeper(sweep: () => void, failed: (problem: unknown) => void): Sweeper {
  let why: string | null = null;
  return {
    sweep() {
      try {
        sweep();
        why = null;
      } catch (problem) {
        why = thrownText(problem);
        failed(problem);
      }
    },
    notices() {
      if (why === null) return [];
      const message = `Data that is older than the number of days in Settings could not be deleted: ${why}.`;
      return [{ message, hint: 'Lockstep tries again every six hours, and when it starts.' }];
    },
  };
}
