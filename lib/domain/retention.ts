/** Retention: for how many days Lockstep keeps rosters, runs and the history. */
import { z } from 'zod';

const days = z.number().int().min(1).max(3_650).nullable();

/** Also the value for settings of earlier versions, which do not have it. */
const defaultHistoryDays = 365;

/** In days; null keeps until the admin deletes. `historyDays`: names and reasons in the history, since a protection was taken back. */
export const retentionSchema = z.object({
  rosterDays: days,
  runDays: days,
  historyDays: days.default(defaultHistoryDays),
});
export type Retention = z.infer<typeof retentionSchema>;

export const defaultRetention: Retention = { rosterDays: 30, runDays: 365, historyDays: defaultHistoryDays };

/** The value where the setting can no longer be read: nothing is deleted. */
export const keepAll: Retention = { rosterDays: null, runDays: null, historyDays: null };

/** A sealed plan that was never started is of no use after a day. */
export const planDays = 1;

const dayMs = 86_400_000;

/** The moment (ms since the epoch) before which what is kept for so many days is over. */
export function overBefore(keepDays: number, now: number): number {
  return now - keepDays * dayMs;
}

/** Whether what was there at `since` (ms since the epoch) is to be deleted at `now`. A clock set back deletes nothing. */
export function isOver(since: number, keepDays: number | null, now: number): boolean {
  return keepDays !== null && since < overBefore(keepDays, now);
}
