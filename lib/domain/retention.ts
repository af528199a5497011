/** Retention: how many days Lockstep keeps rosters, runs and the history. */
import { z } from 'zod';
import { messageSchema } from '#lib/domain/text/message';

const days = z.number().int().min(1).max(3_650).nullable();

/** The default. It also applies to stored settings of earlier versions, which have no history term. */
const defaultHistoryDays = 365;

/** The default for readings of the directory. It also applies to stored settings of earlier versions. */
const defaultDirectoryDays = 7;

/** The longest time that a reading of the directory may be kept, in days: older facts are useless. */
const mostDirectoryDays = 30;

/**
 * Retention in days; null keeps data until the admin deletes it. `historyDays`: how long the history keeps names and
 * reasons after a protection was removed. `directoryDays`: how long a reading of the directory is kept.
 */
export const retentionSchema = z.object({
  rosterDays: days,
  runDays: days,
  historyDays: days.default(defaultHistoryDays),
  directoryDays: z.number().int().min(1).max(mostDirectoryDays).default(defaultDirectoryDays),
});
export type Retention = z.infer<typeof retentionSchema>;

/** The setting of a new data folder. */
export const defaultRetention: Retention = {
  rosterDays: 30,
  runDays: 365,
  historyDays: defaultHistoryDays,
  directoryDays: defaultDirectoryDays,
};

/** Used instead of a stored setting that cannot be read. It deletes only data that can be read again from Atlassian. */
export const keepAll: Retention = {
  rosterDays: null,
  runDays: null,
  historyDays: null,
  directoryDays: mostDirectoryDays,
};

/** The number of days for which a plan that was never started is kept. */
export const planDays = 1;

const dayMs = 86_400_000;

/** The moment (ms since the epoch) before which something kept for `keepDays` days has expired. */
export function overBefore(keepDays: number, now: number): number {
  return now - keepDays * dayMs;
}

/** Whether something from `since` (ms since the epoch) has expired at `now`. A clock set back deletes nothing. */
export function isOver(since: number, keepDays: number | null, now: number): boolean {
  return keepDays !== null && since < overBefore(keepDays, now);
}

/** Something about the data folder that the admin must know, with a hint. */
export const storageNoticeSchema = z.object({ message: messageSchema, hint: messageSchema });
export type StorageNotice = z.infer<typeof storageNoticeSchema>;
