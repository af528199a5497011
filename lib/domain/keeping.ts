/** How long Lockstep keeps what it was given and what it did. */
import { z } from 'zod';

const days = z.number().int().min(1).max(3_650).nullable();

/** Also where terms of an earlier version are silent about it. */
const defaultHistoryDays = 365;

/** In days; null keeps until the admin deletes. `historyDays`: names and reasons in the history, since a protection was taken back. */
export const keepingSchema = z.object({
  rosterDays: days,
  runDays: days,
  historyDays: days.default(defaultHistoryDays),
});
export type Keeping = z.infer<typeof keepingSchema>;

export const defaultKeeping: Keeping = { rosterDays: 30, runDays: 365, historyDays: defaultHistoryDays };

/** In the place of terms that can no longer be read. */
export const keepAll: Keeping = { rosterDays: null, runDays: null, historyDays: null };

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
