import { ArrowDown, ArrowUp } from 'lucide-react';
import { moved, ordered } from '#components/review/columns/kept-columns.ts';
import type { ReviewColumn } from '#components/review/columns/review-columns.ts';
import type { ColumnTable } from '#components/review/columns/use-column-table.ts';
import { roles } from '#components/review/grid/grid-roles.ts';
import { placeName } from '#components/review/grid/use-grid-focus.ts';
import { TickBox } from '#components/review/ticks/tick-box.tsx';
import type { Sort } from '#components/review/view/review-query.ts';
import { cx } from '#components/ui/class-names.ts';

interface Props {
  table: ColumnTable;
  columns: readonly ReviewColumn[];
  /** Also those that are hidden. */
  all: readonly ReviewColumn[];
  sort: Sort | null;
  onSort: (column: ReviewColumn) => void;
  ticks: { label: string; checked: boolean | 'some'; blockedBy: string | null; onTick: () => void };
  tabStop: number | null;
}

/** The header row: ticks for all that are listed, sorting, and the widths of the columns. */
export function GridHeader({ table, columns, all, sort, onSort, ticks, tabStop }: Props) {
  const stop = (column: number) => ({
    'data-place': placeName({ row: 0, column }),
    tabIndex: tabStop === column ? 0 : -1,
  });
  /** Moves the column that is shown as number `from` by so many of those that are shown. */
  const move = (from: number, by: number): void => {
    const [column, target] = [columns[from], columns[from + by]];
    const now = ordered(all, table.state.columnOrder);
    if (!column || !target) return;
    table.setColumnOrder(moved(now, column.id, now.indexOf(target) - now.indexOf(column)));
  };
  return (
    <thead {...roles.rows} className="sticky top-0 z-20 block w-max min-w-full">
      <tr
        {...roles.row}
        aria-rowindex={1}
        className="grid h-9 border-line border-b bg-panel text-ink-2 text-xs"
        style={{ gridTemplateColumns: 'var(--grid-columns)' }}
      >
        <th {...roles.header} aria-colindex={1} className="sticky left-0 z-10 bg-inherit">
          <TickBox {...ticks} {...stop(0)} />
        </th>
        {columns.map((column, number) => (
          <th
            key={column.id}
            {...roles.header}
            aria-colindex={number + 2}
            aria-sort={sort?.column !== column.id ? 'none' : sort.descending ? 'descending' : 'ascending'}
            className={cx(
              'relative flex min-w-0 bg-inherit font-medium',
              column.kind === 'name' && 'md:sticky md:left-10 md:z-10',
              column.kind === 'seen' && 'justify-end',
            )}
          >
            {/* Dragged to another place; with the keyboard it is Control, Shift and the arrow keys. */}
            <button
              type="button"
              draggable={number > 0}
              onDragStart={(event) => event.dataTransfer.setData(dragged, column.id)}
              onDragOver={(event) => {
                if (number > 0 && event.dataTransfer.types.includes(dragged)) event.preventDefault();
              }}
              onDrop={(event) => {
                const from = columns.findIndex(({ id }) => id === event.dataTransfer.getData(dragged));
                if (from > 0) move(from, number - from);
              }}
              aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight Control+Shift+ArrowLeft Control+Shift+ArrowRight"
              {...stop(number + 1)}
              title={column.header}
              onClick={() => onSort(column)}
              onKeyDown={(event) => {
                const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
                if (by === 0 || !event.shiftKey) return;
                event.preventDefault();
                event.stopPropagation();
                if (event.ctrlKey || event.metaKey) move(number, by);
                else resize(table, column, by * 16);
              }}
              className={cx(
                'flex min-w-0 items-center gap-1 px-2.5 hover:text-ink',
                sort?.column === column.id && 'text-ink',
              )}
            >
              <span className="truncate">{column.header}</span>
              {sort?.column === column.id && <SortArrow descending={sort.descending} />}
            </button>
            <Resizer table={table} column={column} />
          </th>
        ))}
        <th
          {...roles.header}
          {...stop(columns.length + 1)}
          aria-colindex={columns.length + 2}
          className="-col-end-1 right-0 bg-inherit sm:sticky"
        >
          <span className="sr-only">Protection</span>
        </th>
      </tr>
    </thead>
  );
}

function SortArrow({ descending }: { descending: boolean }) {
  const Arrow = descending ? ArrowDown : ArrowUp;
  return <Arrow aria-hidden className="size-3 shrink-0" />;
}

/** The edge of a column, to be dragged; with the keyboard it is Shift and the arrow keys on the header. */
function Resizer({ table, column }: { table: ColumnTable; column: ReviewColumn }) {
  const header = table.getFlatHeaders().find(({ id }) => id === column.id);
  if (!header) return null;
  const start = header.getResizeHandler();
  return (
    <span
      aria-hidden
      onMouseDown={start}
      onTouchStart={start}
      className={cx(
        'absolute inset-y-2 right-0 w-px cursor-col-resize touch-none bg-line after:absolute after:inset-y-0 after:-inset-x-1.5 hover:bg-accent',
        header.column.getIsResizing() && 'bg-accent',
      )}
    />
  );
}

function resize(table: ColumnTable, { id }: ReviewColumn, by: number): void {
  const width = table.getColumn(id)?.getSize() ?? 120;
  table.setColumnSizing((sizes) => ({ ...sizes, [id]: Math.max(72, width + by) }));
}

/** What is dragged is a column of this grid, and nothing from elsewhere. */
const dragged = 'application/x-lockstep-column';
