/** The time for which a key is still valid, by the date that the admin entered. */

/** Number of days before expiry from which the page warns. */
const soonDays = 7;

const dayMs = 86_400_000;

/** Whole days in local time from `now` (ms since the epoch) to the day `YYYY-MM-DD`; negative if it is over. */
function daysLeft(day: string, now: number): number {
  const today = new Date(now);
  const from = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  return Math.round((Date.parse(`${day}T00:00:00Z`) - from) / dayMs);
}

/**
 * The label of an expiry date, and how urgent it is. A key expires during its last day, so that day counts as soon.
 */
export function expiryLabel(day: string, now: number): { label: string; level: 'over' | 'soon' | 'fine' } {
  const days = daysLeft(day, now);
  if (days < 0) return { label: `Expired ${count(-days)} ago`, level: 'over' };
  if (days === 0) return { label: 'Expires today', level: 'soon' };
  return { label: `Expires in ${count(days)}`, level: days <= soonDays ? 'soon' : 'fine' };
}

function count(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
