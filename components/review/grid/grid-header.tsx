import { FlexRender, type Header as TableHeader } from '@tanstack/react-table';
import { moved } from '#components/review/columns/kept-columns.ts';
import { ControlFocus, cellFocus } from '#components/review/grid/cell-focus.ts';
import { roles } from '#components/review/grid/grid-roles.ts';
import type { UsersTable } from '#components/review/grid/use-users-table.ts';
import type { UsersColumn, UsersTableFeatures } from '#components/review/grid/users-table-features.ts';
import type { ListedUser } from '#components/review/view/listed-users.ts';
import { cx } from '#components/ui/class-names.ts';
import { ArrowDown, ArrowUp } from '#components/ui/icons/lucide.tsx';

type Header = TableHeader<UsersTableFeatures, ListedUser, unknown>;

/** The header row: ticks for all that are listed, sorting, order and widths of the columns. */
export function GridHeader({
  table,
  columns,
  tabStop,
}: {
  table: UsersTable;
  /** The shown columns in their order. */
  columns: readonly UsersColumn[];
  tabStop: number | null;
}) {
  return (
    <thead {...roles.rows} className="sticky top-0 z-20 block w-full sm:w-max sm:min-w-full">
      {table.getHeaderGroups().map(({ id, headers }) => (
        <tr
          key={id}
          {...roles.row}
          aria-rowindex={1}
          className="grid h-9 border-line border-b bg-panel text-ink-2 text-xs max-sm:flex"
          style={{ gridTemplateColumns: 'var(--grid-columns)' }}
        >
          {headers
            .filter(({ column }) => columns.includes(column))
            .map((header, index) =>
              header.column.getCanSort() ? (
                <SortableHeader
                  key={header.id}
                  table={table}
                  header={header}
                  index={index}
                  tabStop={tabStop}
                />
              ) : (
                <ControlHeader key={header.id} header={header} index={index} tabStop={tabStop} />
              ),
            )}
        </tr>
      ))}
    </thead>
  );
}

interface Props {
  table: UsersTable;
  header: Header;
  /** Its place among the shown columns. */
  index: number;
  tabStop: number | null;
}

/** The header of a column without a value: the ticks, or the protection of each user. */
function ControlHeader({ header, index, tabStop }: Omit<Props, 'table'>) {
  const { column } = header;
  const focus = cellFocus({ row: 0, column: index }, tabStop);
  const { meta } = column.columnDef;
  return (
    <th
      {...roles.header}
      {...(!meta?.hasHeaderControl && focus)}
      aria-colindex={index + 1}
      className={cx('bg-panel', meta?.header)}
    >
      <ControlFocus value={focus}>
        <FlexRender header={header} />
      </ControlFocus>
    </th>
  );
}

/** A header that sorts by its column when pressed, and moves or resizes it with the keyboard or the pointer. */
function SortableHeader({ table, header, index, tabStop }: Props) {
  const { column } = header;
  const sorted = column.getIsSorted();
  const canMove = !column.getIsPinned();
  const name = String(column.columnDef.header);
  /** Moves a column to the place of another one that is shown; the pinned ones stay where they are. */
  const move = (id: string | undefined, over: string | undefined): void => {
    const order = table.getAllLeafColumns().map((one) => one.id);
    if (id !== undefined && over !== undefined) table.setColumnOrder(moved(order, id, over));
  };
  return (
    <th
      {...roles.header}
      aria-colindex={index + 1}
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
      className={cx('relative flex min-w-0 bg-panel font-medium', column.columnDef.meta?.header)}
    >
      {/* Dragging moves the column, as do Control, Shift and an arrow key. */}
      <button
        type="button"
        draggable={canMove}
        onDragStart={(event) => event.dataTransfer.setData(dragged, column.id)}
        onDragOver={(event) => {
          if (canMove && event.dataTransfer.types.includes(dragged)) event.preventDefault();
        }}
        onDrop={(event) => move(event.dataTransfer.getData(dragged), column.id)}
        aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight Control+Shift+ArrowLeft Control+Shift+ArrowRight"
        {...cellFocus({ row: 0, column: index }, tabStop)}
        title={name}
        onClick={column.getToggleSortingHandler()}
        onKeyDown={(event) => {
          const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
          if (by === 0 || !event.shiftKey) return;
          event.preventDefault();
          event.stopPropagation();
          if (event.ctrlKey || event.metaKey) {
            const movable = table.getCenterVisibleLeafColumns();
            if (canMove) move(column.id, movable[column.getIndex('center') + by]?.id);
          } else {
            table.setColumnSizing((sizes) => ({ ...sizes, [column.id]: column.getSize() + by * 16 }));
          }
        }}
        className={cx('flex min-w-0 items-center gap-1 px-1 hover:text-ink sm:px-2.5', sorted && 'text-ink')}
      >
        <span className="truncate">
          <FlexRender header={header} />
        </span>
        {sorted && <SortArrow descending={sorted === 'desc'} />}
      </button>
      <Resizer header={header} />
    </th>
  );
}

function SortArrow({ descending }: { descending: boolean }) {
  const Arrow = descending ? ArrowDown : ArrowUp;
  return <Arrow aria-hidden className="size-3 shrink-0" />;
}

/** The edge of a column. Dragging it resizes the column, as do Shift and an arrow key on the header. */
function Resizer({ header }: { header: Header }) {
  const start = header.getResizeHandler();
  return (
    <span
      aria-hidden
      onMouseDown={start}
      onTouchStart={start}
      className={cx(
        'absolute inset-y-2 right-0 w-px cursor-col-resize touch-none bg-line after:absolute after:inset-y-0 after:-inset-x-1.5 hover:bg-accent max-sm:hidden',
        header.column.getIsResizing() && 'bg-accent',
      )}
    />
  );
}

/** The data type of a dragged column. A drop of anything else is ignored. */
const dragged = 'application/x-lockstep-column';
