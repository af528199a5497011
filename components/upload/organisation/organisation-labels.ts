/** The texts about the organisation on the start page. */
import { formatAgo, formatCount, formatDuration, formatQuantity } from '#components/shared/format.ts';
import type { Organisation } from '#lib/contract/organisation';

type Running = NonNullable<Organisation['running']>;

/** Half a day in ms: accounts come and go, so the page then suggests to read them again. */
const oldMs = 12 * 60 * 60_000;

/** What is known: `4,812 accounts, 4,102 of them active. Read 12 minutes ago.` `now` in ms since the epoch. */
export function knownLabel({ read, accounts }: Organisation, now: number): string {
  if (read.state === 'never') return 'Nothing was read yet. Reading changes nothing at Atlassian.';
  const ago = formatAgo(read.at, now);
  if (read.state === 'partly') return `Atlassian’s list was read in part ${ago}: accounts are missing.`;
  const active =
    accounts === null || accounts.active === null ? '' : `, ${formatCount(accounts.active)} of them active`;
  const number = accounts === null ? '' : `${formatQuantity(accounts.total, 'account')}${active}. `;
  return `${number}Read ${ago}${now - read.at > oldMs ? ': read again, since people may have joined or left' : ''}.`;
}

/** Why a list is not known to its end; null if nothing went wrong. */
export function gapLabel({ read, lists }: Organisation): string | null {
  if (read.state === 'whole') return null;
  const { accounts } = lists;
  return accounts.state === 'partly' || accounts.state === 'unknown'
    ? `${accounts.message} ${accounts.hint}`.trim()
    : null;
}

/** How far the part that is being read is, from 0 to 1; null if its length is not known. */
export function shareOf({ done, total }: Running, accounts: Organisation['accounts']): number | null {
  const length = total ?? accounts?.total ?? 0;
  return length === 0 ? null : Math.min(1, done / length);
}

/** `about 40 s left`, by the pace so far; empty if that is not known yet. */
export function leftLabel(running: Running, accounts: Organisation['accounts'], now: number): string {
  const share = shareOf(running, accounts);
  const spent = now - running.since;
  if (share === null || share === 0 || spent < 1_000) return '';
  return `about ${formatDuration((spent * (1 - share)) / share)} left in this list`;
}
