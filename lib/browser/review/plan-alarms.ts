/** What an admin should know before they confirm a plan, as far as the file can tell. */
import { daysSince, recentDays } from '#lib/browser/review/last-seen';
import type { ReviewUser, Roster } from '#lib/contract';
import type { PlanEntry } from '#lib/domain/plan';

export interface RecentUser {
  accountId: string;
  name: string;
  days: number;
}

/** Those of the plan who were seen within `recentDays`, by the file; the latest first. `now` in ms. */
export function recentlyActive(
  entries: readonly PlanEntry[],
  users: readonly ReviewUser[],
  now: number,
): RecentUser[] {
  const planned = new Set(entries.map(({ accountId }) => accountId));
  const recent = new Map<string, RecentUser>();
  for (const { accountId, name, email, lastSeen } of users) {
    const days = daysSince(lastSeen, now);
    if (accountId === null || !(days <= recentDays) || !planned.has(accountId)) continue;
    const known = recent.get(accountId);
    if (!known || days < known.days)
      recent.set(accountId, { accountId, name: name || email || accountId, days });
  }
  return [...recent.values()].sort((a, b) => a.days - b.days);
}

/** How old the file is: `written` where the browser said when, `uploaded` where only that is known. */
export type FileAge = { since: 'written' | 'uploaded'; at: number; old: boolean };

const dayLong = 86_400_000;

/** When the file is from, and whether that is over 24 hours before `now` (ms). */
export function fileAge(
  { writtenAt, createdAt }: Pick<Roster, 'writtenAt' | 'createdAt'>,
  now: number,
): FileAge {
  const at = writtenAt ?? createdAt;
  return { since: writtenAt === null ? 'uploaded' : 'written', at, old: now - at > dayLong };
}

/** Whether what was typed is this number: `1013` and `1,013` (also with spaces or points) are. */
export function isTheNumber(typed: string, count: number): boolean {
  const text = typed.trim();
  return (
    /^\d+$|^\d{1,3}(?:[,. '’\u00a0\u202f]\d{3})+$/.test(text) && Number(text.replace(/\D/g, '')) === count
  );
}

/** A digest in groups of four: the first two and the last, as they are compared at a glance. */
export function shortDigest(digest: string): string {
  return `${digest.slice(0, 4)} ${digest.slice(4, 8)} … ${digest.slice(-4)}`;
}
