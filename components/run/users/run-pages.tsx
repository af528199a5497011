import { FlexRender, useTable } from '@tanstack/react-table';
import { Fragment, useEffect, useRef, useState } from 'react';
import { userLabel } from '#components/run/outcomes/user-label.ts';
import { RowDetails } from '#components/run/users/row-details.tsx';
import { type RunUser, runColumns, runTableFeatures } from '#components/run/users/run-columns.tsx';
import type { RunTableProps } from '#components/run/users/run-table.tsx';
import { besideName } from '#components/shared/pages/beside-name.ts';
import { PagedTable, usePage } from '#components/shared/pages/paged-table.tsx';
import { cx } from '#components/ui/class-names.ts';

/**
 * The users of the run in a plain table of 100 rows a page. It stands still while the run goes on, so that nobody loses
 * their place in it, until the admin lets it follow the run.
 */
export function RunPages(props: RunTableProps) {
  const { rows, entries, state, carriedOut, now, onRead, decisions, user, onUser } = props;
  const [linked] = useState(() => (user === '' ? -1 : entries.findIndex((each) => each.accountId === user)));
  const page = usePage(rows.length, null, rows.indexOf(linked));
  const { first, end } = page.at;
  const read = useRef(onRead);
  useEffect(() => read.current(), []);
  const shown = rows.slice(first, end).flatMap((position, at): RunUser[] => {
    const entry = entries[position];
    const label = entry && userLabel(state, position, now, carriedOut);
    return entry && label ? [{ entry, label, place: first + at, top: 0 }] : [];
  });
  const table = useTable({
    features: runTableFeatures,
    columns: runColumns,
    data: shown,
    getRowId: ({ entry }) => String(entry.position),
    getRowCanExpand: () => true,
    autoResetExpanded: false,
    initialState: { expanded: linked === -1 ? {} : { [linked]: true } },
    meta: {
      tabStop: 'each',
      onToggle: (position, isOpen) => {
        onRead();
        onUser(isOpen ? (entries[position]?.accountId ?? '') : '');
      },
    },
  });
  const headers = besideName(table.getLeafHeaders(), { name: 'user', control: 'details' });
  return (
    <PagedTable
      label="Users of this run"
      count={rows.length}
      page={{
        ...page,
        show: (next) => {
          onRead();
          page.show(next);
        },
      }}
    >
      <thead className="text-ink-3 text-xs">
        <tr>
          {headers.map((header) => (
            <th key={header.id} scope="col" className={cx('font-normal', sideOf(header.column.id))}>
              <FlexRender header={header} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => {
          const cellOf = row.getAllCellsByColumnId();
          const cells = headers.flatMap(({ column }) => cellOf[column.id] ?? []);
          return (
            <Fragment key={row.id}>
              <tr className="relative border-t hover:bg-sunken">
                {cells.map((cell) => {
                  const Cell = cell.column.id === 'user' ? 'th' : 'td';
                  return (
                    <Cell
                      key={cell.column.id}
                      {...(Cell === 'th' && { scope: 'row' })}
                      className={cx('font-normal', sideOf(cell.column.id))}
                    >
                      <FlexRender cell={cell} />
                    </Cell>
                  );
                })}
              </tr>
              {row.getIsExpanded() && (
                <tr>
                  <td colSpan={cells.length} className="p-0!">
                    {/* In sight wherever the table is scrolled to. */}
                    <div className="sticky left-0 max-w-[calc(100vw-3rem)]">
                      <RowDetails
                        state={state}
                        entry={row.original.entry}
                        user={state.users.at(row.original.entry.position)}
                        carriedOut={carriedOut}
                        decisions={decisions}
                      />
                    </div>
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </PagedTable>
  );
}

/** Numbers stand at the right edge of their column, and texts have room for a few words in a line. */
function sideOf(column: string): string | false {
  if (column === 'number' || column === 'took') return 'text-right tabular-nums';
  if (column === 'label') return 'min-w-36';
  return (column === 'user' || column === 'happened') && 'min-w-48';
}
