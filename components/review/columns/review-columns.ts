/** The columns of the review: first those that every roster has, then the other columns of the file. */
import type { Roster } from '#lib/contract/roster';
import type { DateOrder } from '#lib/domain/roster/cells/date-order';

export interface ReviewColumn {
  /** Names the column in the address of the page and in the table; `c3` is the file's fourth column. */
  id: string;
  header: string;
  kind: 'name' | 'email' | 'will' | 'seen' | 'account' | 'cell';
  /** The place in `ReviewUser.cells`; null where the value is not one cell. */
  cell: number | null;
  /** The role of the file's column, as the roster says. */
  role: string;
  /** Whether the day or the month is first in the dates of this column; absent where that is certain or not known. */
  order?: DateOrder;
  /** In CSS pixels. */
  width: number;
}

/** Whether the admin may hide the column. */
export function canHide({ kind }: ReviewColumn): boolean {
  return kind !== 'name' && kind !== 'will';
}

const first: readonly ReviewColumn[] = [
  { id: 'name', header: 'Name', kind: 'name', cell: null, role: 'name', width: 184 },
  { id: 'email', header: 'E-mail', kind: 'email', cell: null, role: 'email', width: 252 },
  { id: 'will', header: 'What will happen', kind: 'will', cell: null, role: 'other', width: 320 },
  { id: 'seen', header: 'Last seen', kind: 'seen', cell: null, role: 'last-seen', width: 104 },
  { id: 'id', header: 'Account ID', kind: 'account', cell: null, role: 'account-id', width: 200 },
];

/** The columns for a file with these columns. `orders`: the admin's answers about dates, by the index of the column. */
export function reviewColumns(
  columns: Roster['columns'],
  orders: ReadonlyMap<number, DateOrder> = new Map(),
): ReviewColumn[] {
  const shown = new Set<string>();
  const others = columns.flatMap(({ header, role }, cell): ReviewColumn[] => {
    const already = role === 'name' || role === 'email' || role === 'account-id';
    if (already && !shown.has(role)) {
      shown.add(role);
      return [];
    }
    const order = orders.get(cell);
    return [
      {
        ...(order && { order }),
        id: `c${cell}`,
        header: header || `Column ${cell + 1}`,
        kind: 'cell',
        cell,
        role,
        width: widthOf(header),
      },
    ];
  });
  return [...first, ...others];
}

/** Wide enough for the header in most cases; the admin can widen it. */
function widthOf(header: string): number {
  return Math.min(260, Math.max(112, 36 + header.length * 7.5));
}
