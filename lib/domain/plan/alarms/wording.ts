/** Common parts of the texts of alarms. */
import { accountKey } from '#lib/domain/account/account-id';
import { maxNames, type PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import { whole } from '#lib/domain/text/whole';

const day = 86_400_000;

/** A duration as text: `30 hours`, `3 days`. */
export function ageText(ms: number): string {
  const hours = Math.max(0, Math.floor(ms / 3_600_000));
  if (hours < 1) return 'less than an hour';
  if (hours < 48) return hours === 1 ? 'one hour' : `${hours} hours`;
  return `${Math.floor(hours / 24)} days`;
}

/** Whether both are one account. */
export function isSame(one: { accountId: string }, other: { accountId: string }): boolean {
  return accountKey(one.accountId) === accountKey(other.accountId);
}

interface AboutPeople<T> extends Pick<PlanAlarm, 'code' | 'level' | 'title' | 'body'> {
  /** The text beside each name; the e-mail address if absent. */
  note?: (user: T) => string;
}

/** An alarm about these people; null if there are none. */
export function alarmAbout<T extends PlannedUser>(
  people: readonly T[],
  { note = ({ email }) => email, ...words }: AboutPeople<T>,
): PlanAlarm | null {
  if (people.length === 0) return null;
  const names = people.slice(0, maxNames).map((user) => ({
    key: user.accountId,
    name: user.name || user.email || user.accountId,
    note: note(user),
  }));
  return { ...words, count: people.length, names, users: people.map(({ position }) => position) };
}

/** Whole days between a date and `now`; Infinity if there is no date. A date in the future counts as today. */
export function daysSince(date: string | null, now: number): number {
  const at = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor((now - at) / day));
}

/** A number of days ago, in words. */
export function daysText(days: number): string {
  if (days === 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** A number of users: `1 user`, `1,234 users`. */
export const users = (value: number) => `${whole(value)} ${value === 1 ? 'user' : 'users'}`;
