/** What the admin compares before a confirmation: the age of the file, the number of users, the digest. */
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import type { Roster } from '#lib/contract/roster';
import { percentText } from '#lib/domain/plan/alarms/percent-text';
import type { Plan } from '#lib/domain/plan/plan';
import { whole } from '#lib/domain/text/whole';

/**
 * How old the roster's data is. `written`: the browser says when the file was written. `uploaded`: only the time of the
 * upload is known. `read`: it was read from Atlassian.
 */
type FileAge = { since: 'written' | 'uploaded' | 'read'; at: number; old: boolean };

const dayLong = 86_400_000;

/** The date of the data, and whether it is over 24 hours before `now` (ms). */
export function fileAge(
  { kind, writtenAt, createdAt }: Pick<Roster, 'kind' | 'writtenAt' | 'createdAt'>,
  now: number,
): FileAge {
  const at = writtenAt ?? createdAt;
  const since = kind === 'organisation' ? 'read' : writtenAt === null ? 'uploaded' : 'written';
  return { since, at, old: now - at > dayLong };
}

/**
 * Whether the typed text is this number, without separators, as the page writes it, or with any usual ones: `1013`,
 * `1,013`, `1 013`, `1.013`.
 */
export function isTheNumber(typed: string, count: number): boolean {
  const text = typed.trim();
  if (text === whole(count)) return true;
  return (
    /^\d+$|^\d{1,3}(?:[,. '’\u00a0\u202f]\d{3})+$/.test(text) && Number(text.replace(/\D/g, '')) === count
  );
}

/**
 * The text beside the field when a wrong number is typed. Null for the right number, and while the typed text may be
 * the beginning of it.
 */
export function wrongNumberText(typed: string, count: number): string | null {
  const digits = typed.replace(/\D/g, '').length;
  const isBegun = digits < String(count).length && /^[\d,. '’\u00a0\u202f]*$/.test(typed);
  if (isBegun || isTheNumber(typed, count)) return null;
  return `The plan has ${formatQuantity(count, 'user')}.`;
}

/**
 * The share of the organisation's active accounts that a plan with `count` users concerns, as text. `reach` is the
 * number of users who may be active. If some users are `unchecked`, the real number may be lower, so `reach` can exceed
 * the number of active accounts.
 */
export function shareText(
  { activeAccounts: active, reach }: Pick<NonNullable<Plan['terms']>, 'activeAccounts' | 'reach'>,
  count: number,
  unchecked: number,
): string {
  if (active === null || active === 0)
    return 'the number of active accounts in the organisation is not known';
  const share = percentText(Math.min(100, (100 * reach) / active));
  const of = `the ${formatQuantity(active, 'active account')} (${share})`;
  if (reach > active) return `up to all of ${of}`;
  if (unchecked > 0) return `up to ${formatCount(reach)} of ${of}`;
  return reach === count
    ? `${formatCount(count)} of ${of}`
    : `${formatCount(reach)} of them ${reach === 1 ? 'is' : 'are'} among ${of}`;
}

/** The first two and the last group of four characters of a digest, for a comparison at a glance. */
export function shortDigest(digest: string): string {
  return `${digest.slice(0, 4)} ${digest.slice(4, 8)} … ${digest.slice(-4)}`;
}
