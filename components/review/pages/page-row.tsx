import { flexRender, type Row } from '@tanstack/react-table';
import type { UsersColumn, UsersTableFeatures } from '#components/review/grid/users-table-features.ts';
import type { ListedUser } from '#components/review/view/listed-users.ts';
import { namesakeDetail } from '#components/review/who/user-labels.ts';
import { cx } from '#components/ui/class-names.ts';
import type { ReviewUser } from '#lib/contract/roster';

interface Props {
  row: Row<UsersTableFeatures, ListedUser>;
  /** The shown columns in their order. */
  columns: readonly UsersColumn[];
  onDetails: (user: ReviewUser) => void;
}

/** One user in the plain table. The name is the header of the row, and opens the details. */
export function PageRow({ row, columns, onDetails }: Props) {
  const { user } = row.original;
  const cells = row.getAllCellsByColumnId();
  return (
    <tr className={cx('border-t hover:bg-sunken', user.block && 'text-ink-3')}>
      {columns.map((column) => {
        const cell = cells[column.id];
        if (!cell) return null;
        const content = flexRender(column.columnDef.cell, cell.getContext());
        if (column.id === 'name') {
          return (
            <th key={column.id} scope="row" className="font-medium">
              <button
                type="button"
                onClick={() => onDetails(user)}
                aria-description={namesakeDetail(user)}
                className="min-h-6 text-left hover:underline"
              >
                {content}
              </button>
            </th>
          );
        }
        return (
          <td key={column.id} className={cx(column.id === 'seen' && 'text-right tabular-nums')}>
            {column.id === 'will' ? (
              <span className="flex flex-wrap items-center gap-1.5">{content}</span>
            ) : (
              content
            )}
          </td>
        );
      })}
    </tr>
  );
}
