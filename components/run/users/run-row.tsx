import { FlexRender, type Row } from '@tanstack/react-table';
import type { ReactNode, Ref } from 'react';
import { columnTracks, type RunTableFeatures, type RunUser } from '#components/run/users/run-columns.tsx';
import { roles } from '#components/run/users/table-roles.ts';
import { cx } from '#components/ui/class-names.ts';

interface Props {
  ref: Ref<HTMLTableSectionElement>;
  row: Row<RunTableFeatures, RunUser>;
  /** The number of the row in the table, for screen readers; open details have the next one. */
  index: number;
  /** More about the user, shown while the row is expanded. */
  details: ReactNode;
}

/** One user of the run, with all that is known about them on demand. */
export function RunRow({ ref, row, index, details }: Props) {
  const { place, top, label } = row.original;
  const cells = row.getAllCells();
  return (
    <tbody
      {...roles.rows}
      ref={ref}
      data-index={place}
      className={cx(
        'absolute top-8 left-0 block w-full border-b',
        label.look === 'under-way' ? 'bg-accent-soft' : 'bg-panel',
      )}
      style={{ transform: `translateY(${top}px)` }}
    >
      <tr
        {...roles.row}
        aria-rowindex={index}
        // The header of the list covers what is scrolled to its top.
        className={cx(
          'relative grid scroll-mt-8 items-center hover:bg-sunken max-sm:items-start',
          columnTracks,
          'min-h-11 py-1',
        )}
      >
        {cells.map((cell) => (
          // A new outcome mounts the cells again, except the one that can have the focus.
          <td
            key={cell.column.id === 'details' ? 'details' : `${cell.column.id} ${label.badge}`}
            {...(cell.column.id === 'user' ? roles.rowHeader : roles.cell)}
            className={cell.column.columnDef.meta?.cell}
          >
            <FlexRender cell={cell} />
          </td>
        ))}
      </tr>
      {row.getIsExpanded() && (
        <tr {...roles.row} aria-rowindex={index + 1} className="block">
          <td {...roles.cell} colSpan={cells.length} aria-colspan={cells.length} className="block">
            {details}
          </td>
        </tr>
      )}
    </tbody>
  );
}
