import { flexRender, type Row } from '@tanstack/react-table';
import { memo } from 'react';
import { ControlFocus, cellFocus } from '#components/review/grid/cell-focus.ts';
import { roles } from '#components/review/grid/grid-roles.ts';
import { heightOf } from '#components/review/grid/row-height.ts';
import type { UsersColumn, UsersTableFeatures } from '#components/review/grid/users-table-features.ts';
import type { ListedUser } from '#components/review/view/listed-users.ts';
import { cx } from '#components/ui/class-names.ts';
import type { ReviewUser } from '#lib/contract/roster';

interface Props {
  row: Row<UsersTableFeatures, ListedUser>;
  /** The shown columns in their order; another array draws the row again. */
  columns: readonly UsersColumn[];
  /** The columns that are drawn, as indices. */
  drawn: readonly number[];
  /** The column that is the grid's tab stop; null where it is in another row. */
  tabStop: number | null;
  /** Whether the user is drawn as a card. */
  isCard: boolean;
  onDetails: (user: ReviewUser) => void;
}

/** One user. Drawn again only where something about this user, or the grid's tab stop, changes. */
export const GridRow = memo(function GridRow({ row, columns, drawn, tabStop, isCard, onDetails }: Props) {
  const { user, row: number } = row.original;
  const cells = row.getAllCellsByColumnId();
  const height = heightOf(isCard);
  // The cells that stay in sight take the row's colour from `--row`, not by `inherit` (see `globals.css`).
  return (
    <tr
      {...roles.row}
      aria-rowindex={number + 1}
      className={cx(
        'absolute left-0 grid w-full border-line border-b bg-(--row) [--row:var(--panel)] hover:[--row:var(--sunken)] focus-within:[--row:var(--accent-soft)]',
        isCard && 'content-center grid-rows-[auto_1.125rem_auto] py-2 pr-4',
        user.block && 'text-ink-3',
      )}
      style={{
        height,
        gridTemplateColumns: 'var(--grid-columns)',
        transform: `translateY(${(number - 1) * height}px)`,
      }}
    >
      {drawn.map((at) => {
        const column = columns[at];
        const cell = column && cells[column.id];
        if (!cell) return null;
        const { meta } = column.columnDef;
        const focus = cellFocus({ row: number, column: at }, tabStop);
        const hasControl = meta?.hasControl?.(row.original) ?? false;
        // Not the component `FlexRender`, since a key press can draw thirty rows, and it would add one component for
        // each cell.
        const content = flexRender(column.columnDef.cell, cell.getContext());
        return (
          <td
            key={column.id}
            {...(column.id === 'name' ? roles.rowHeader : roles.cell)}
            {...(!hasControl && focus)}
            aria-colindex={at + 1}
            {...(!isCard && column.getIsPinned() !== 'end' && { style: { gridColumnStart: at + 1 } })}
            {...(opensDetails(column, isCard) && { onClick: () => onDetails(user) })}
            className={
              isCard
                ? meta?.card
                : cx(column.getCanSort() && 'flex min-w-0 items-center gap-1.5 px-2.5', meta?.cell)
            }
          >
            {hasControl ? <ControlFocus value={focus}>{content}</ControlFocus> : content}
          </td>
        );
      })}
    </tr>
  );
}, isSame);

/**
 * Whether pressing the text of this column opens the details: the name, and on a card, which cuts texts off, the
 * address too.
 */
function opensDetails({ id }: UsersColumn, isCard: boolean): boolean {
  return id === 'name' || (isCard && id === 'email');
}

/** Whether two rows show the same. The table creates new row objects whenever other rows come into sight. */
function isSame(was: Props, now: Props): boolean {
  const [before, after] = [was.row.original, now.row.original];
  return (
    before.user === after.user &&
    before.row === after.row &&
    before.ticked === after.ticked &&
    before.leaf === after.leaf &&
    Object.is(before.days, after.days) &&
    was.columns === now.columns &&
    was.drawn === now.drawn &&
    was.tabStop === now.tabStop &&
    was.isCard === now.isCard &&
    was.onDetails === now.onDetails
  );
}
