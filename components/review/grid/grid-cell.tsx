import type { ReviewColumn } from '#components/review/columns/review-columns.ts';
import { seenText } from '#components/review/who/last-seen.ts';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { cx } from '#components/ui/class-names.ts';
import type { ReviewUser } from '#lib/contract/roster';
import { revealed } from '#lib/domain/text/odd-characters';

interface Props {
  column: ReviewColumn;
  user: ReviewUser;
  days: number;
}

/** The text of one cell, cut where it is too long for its column; the whole of it is one hover away. */
export function CellText({ column, user, days }: Props) {
  const text = textOf(column, user, days);
  const whole = column.kind === 'seen' ? (user.lastSeen ?? text) : text;
  return (
    <span
      title={whole === '—' ? undefined : revealed(whole)}
      className={cx('truncate', column.kind === 'account' && 'font-mono text-xs text-ink-2')}
    >
      <OutsideText text={text} address={column.kind === 'email'} />
    </span>
  );
}

function textOf({ kind, cell }: ReviewColumn, user: ReviewUser, days: number): string {
  switch (kind) {
    case 'name':
      return user.name || '—';
    case 'email':
      return user.email || '—';
    case 'account':
      return user.accountId ?? '—';
    case 'seen':
      return seenText(days);
    default:
      return user.cells[cell ?? 0] || '—';
  }
}
