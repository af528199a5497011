/** The texts about the organisation's lists and the progress of reading them. */
import { waitLabels } from '#components/shared/asking.ts';
import {
  formatAgo,
  formatCount,
  formatDuration,
  formatQuantity,
  formatTime,
} from '#components/shared/format.ts';
import type { RunSince } from '#components/shared/organisation/run-since.ts';
import type { Organisation } from '#lib/contract/organisation';

type Running = NonNullable<Organisation['running']>;

/** Half a day in ms: accounts come and go, so the page then suggests to read them again, also if the clock was set back. */
const oldMs = 12 * 60 * 60_000;

/**
 * The numbers that are known: `4,812 accounts, 4,102 of them active. Read 12 minutes ago.` `now` in ms since the epoch.
 * `run` is one that the numbers may not show, if there is one: it says so.
 */
export function knownLabel({ read, accounts }: Organisation, now: number, run: RunSince | null): string {
  if (read.state === 'never') return 'Nothing has been read yet. Reading changes nothing at Atlassian.';
  const ago = formatAgo(read.at, now);
  if (read.state === 'partly') return `Atlassian’s list was read in part ${ago}: accounts are missing.`;
  const number =
    accounts === null
      ? ''
      : `${formatQuantity(accounts.total, 'account')}, ${formatCount(accounts.active)} of them active. `;
  if (run?.activeAtEnd && run.activeAtEnd.at > read.at) {
    return `${countedText(run, run.activeAtEnd)} Atlassian’s list is older, read ${ago}: ${number}Read again for a new list.`;
  }
  if (run !== null) return `${number}Read ${ago}, at ${formatTime(read.at)}, ${sinceText(run, read.at)}`;
  return `${number}Read ${ago}${Math.abs(now - read.at) > oldMs ? ': read again, since people may have joined or left' : ''}.`;
}

/** `22 active accounts, counted at 10:24, at the end of run 3, which left 194 accounts inactive, before run 5.` */
function countedText(run: RunSince, { active, expected, at }: NonNullable<RunSince['activeAtEnd']>): string {
  const not = expected === null || expected === active ? '' : ` (${formatCount(expected)} expected)`;
  const later = run.later === null ? '' : `, before run ${run.later}`;
  return `${formatQuantity(active, 'active account')}${not}, counted at ${formatTime(at)}, at the end of ${leftText(run)}${later}.`;
}

function leftText({ number, changed, goal }: RunSince): string {
  return `run ${number}, which left ${formatQuantity(changed, 'account')} ${goal}`;
}

function sinceText(run: RunSince, readAt: number): string {
  const { number, endedAt, others } = run;
  if (endedAt === null) return `before run ${number} is over: read again after it.`;
  const left = `${leftText(run)}${others === 0 ? '' : `, and ${formatQuantity(others, 'other run')}`}`;
  return endedAt >= readAt
    ? `before ${left}: read again for the numbers after ${others === 0 ? 'it' : 'them'}.`
    : `shortly after ${left}: Atlassian’s list may not show that yet.`;
}

/** The reason why a list is not known to its end; null if nothing went wrong. */
export function gapLabel({ read, lists }: Organisation): string | null {
  if (read.state === 'whole') return null;
  const { accounts } = lists;
  return accounts.state === 'partly' || accounts.state === 'unknown'
    ? `${accounts.message} ${accounts.hint}`.trim()
    : null;
}

/**
 * `Reading your organisation: 3,400 of about 20,000`, or why it rests. `about`: the number of accounts where the list
 * does not say it; null if it is not known.
 */
export function readingLabel({ part, done, total, waitsFor }: Running, about: Organisation['about']): string {
  const length = total === null ? about : total;
  const of =
    length === null || length < done ? '' : ` of ${total === null ? 'about ' : ''}${formatCount(length)}`;
  const count = done === 0 ? '' : `: ${formatCount(done)}${of}`;
  if (waitsFor !== null) return `Reading your organisation ${waitLabels[waitsFor]}${count}`;
  return `Reading your organisation${lists[part] ?? ''}${count === '' ? '…' : count}`;
}

/** The two lists, one after the other. */
const lists: Partial<Record<Running['part'], string>> = {
  accounts: ', list 1 of 2',
  provisioned: ', list 2 of 2',
};

/** The progress of the part that is being read, from 0 to 1; null if its length is not known. */
export function shareOf({ done, total }: Running, about: Organisation['about']): number | null {
  const length = total ?? about ?? 0;
  return length === 0 ? null : Math.min(1, done / length);
}

/** `about 40 s left`, by the pace since this reading began; empty if that is not known yet, and while it rests. */
export function leftLabel(running: Running, about: Organisation['about'], now: number): string {
  const length = running.total ?? about ?? 0;
  const read = running.done - running.from;
  const spent = now - running.since;
  if (running.waitsFor !== null || length < running.done || read <= 0 || spent < 1_000) return '';
  const left = (spent * (length - running.done)) / read;
  // An estimate is no better than whole seconds.
  return `about ${formatDuration(Math.max(1, Math.ceil(left / 1_000)) * 1_000)} left in this list`;
}
