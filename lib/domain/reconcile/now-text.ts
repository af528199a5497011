/** The texts about an account now, for pages and the difference report. */
import { sourceNames } from '#lib/domain/directory/contradictions';
import type { AccountNow } from '#lib/domain/reconcile/account-now';

/** The status in a few words. */
export function nowText(now: AccountNow): string {
  switch (now.state) {
    case 'active':
      return 'Active';
    case 'inactive':
      return 'Inactive';
    case 'other':
      return now.text;
    case 'not-in-file':
      return 'Not in this file';
    case 'not-listed':
      return 'Not listed';
    case 'not-known':
      return {
        'not-read': 'Not read since the run',
        'may-lag': 'Not known yet: the list may be from before the run',
        contradiction: 'Sources contradict each other',
        'no-status': 'The row has no status',
      }[now.why];
  }
}

/** The source of the present state; empty if nothing was read. */
export function nowSource(now: AccountNow): string {
  if (now.state === 'not-listed') return 'a whole list';
  if (now.state === 'not-known') return '';
  return now.state === 'not-in-file' || now.source === 'file' ? 'the file' : sourceNames[now.source];
}

/** The time of that reading, ms since the epoch; null if nothing was read. */
export function nowAt(now: AccountNow): number | null {
  return now.state === 'not-known' ? null : now.at;
}
