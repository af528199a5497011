/** Lists what a change of the retention deletes at once. */
import { formatQuantity } from '#components/shared/format.ts';
import type { Retention } from '#lib/domain/retention';

/** The data that each setting deletes. Readings of the directory are left out, since Lockstep can read them again. */
const deleted: readonly [key: keyof Retention, what: string][] = [
  ['rosterDays', 'Rosters that were uploaded more than'],
  ['runDays', 'Runs that ended more than'],
  ['historyDays', 'Names and reasons of protections that were removed more than'],
];

/**
 * The data that is deleted for good because it is kept for fewer days than before, one text for each kind; empty for
 * none.
 */
export function shortened(before: Retention, after: Retention): string[] {
  return deleted.flatMap(([key, what]) => {
    const days = after[key];
    if (days === null || days >= (before[key] ?? Number.POSITIVE_INFINITY)) return [];
    const rest = key === 'runDays' ? ', with their reports and journals' : '';
    return [`${what} ${formatQuantity(days, 'day')} ago${rest}`];
  });
}
