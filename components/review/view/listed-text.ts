/** What a screen reader says about the list of the review when it changes. */

import type { ReviewColumn } from '#components/review/columns/review-columns.ts';
import type { RosterSize } from '#components/review/file/size-label.ts';
import type { Sort } from '#components/review/view/review-query.ts';
import type { SourceNoun } from '#components/review/who/source-words.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';

/**
 * The number of listed users, of all users: `15 of 250 users match`. Where some user has several rows, or none has a
 * row, it is the rows that are listed: `15 of 252 rows match`.
 */
export function listedText(listed: number, { rows, users }: RosterSize, narrowed: boolean): string {
  const all = formatQuantity(rows, rows === users ? 'user' : 'row');
  return narrowed ? `${formatCount(listed)} of ${all} ${listed === 1 ? 'matches' : 'match'}` : all;
}

/** The order of the list: `Sorted by E-mail, descending`. */
export function orderText(
  sort: Sort | null,
  columns: readonly Pick<ReviewColumn, 'id' | 'header'>[],
  source: SourceNoun,
): string {
  const column = columns.find(({ id }) => id === sort?.column);
  if (!sort || !column) return `In the order of the ${source}`;
  return `Sorted by ${column.header}, ${sort.descending ? 'descending' : 'ascending'}`;
}
