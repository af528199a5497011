/**
 * The columns of the grid for the table library: their values, headers and cells, and where a cell stands in a card.
 * Rows and cards are drawn from the same definitions.
 */
import { type CellContext, createColumnHelper, type HeaderContext } from '@tanstack/react-table';
import { canHide, type ReviewColumn } from '#components/review/columns/review-columns.ts';
import { useControlFocus } from '#components/review/grid/cell-focus.ts';
import { LeafBadge } from '#components/review/grid/leaf-badge.tsx';
import { TextCell } from '#components/review/grid/text-cell.tsx';
import type { UsersTableFeatures } from '#components/review/grid/users-table-features.ts';
import { ProtectButton } from '#components/review/protect/protect-button.tsx';
import { TickBox } from '#components/review/ticks/tick-box.tsx';
import type { ListedUser } from '#components/review/view/listed-users.ts';
import { seenText } from '#components/review/who/last-seen.ts';
import { labelText, leafLabel, namesakeDetail, whoIs } from '#components/review/who/user-labels.ts';
import { cx } from '#components/ui/class-names.ts';
import { columnWidths } from '#lib/contract/preferences';

const helper = createColumnHelper<UsersTableFeatures, ListedUser>();
type Cell<Value> = CellContext<UsersTableFeatures, ListedUser, Value>;
type Header = HeaderContext<UsersTableFeatures, ListedUser, unknown>;

const ticks = helper.display({
  id: 'ticks',
  size: 40,
  enableHiding: false,
  enableResizing: false,
  header: AllTickBox,
  cell: UserTickBox,
  meta: {
    cell: 'sticky left-0 z-10 bg-(--row)',
    header: 'sticky left-0 z-10 max-sm:shrink-0',
    card: 'row-span-3',
    hasControl: () => true,
    hasHeaderControl: true,
  },
});

const protection = helper.display({
  id: 'protection',
  size: 44,
  enableHiding: false,
  enableResizing: false,
  header: () => <span className="sr-only">Protection</span>,
  cell: ProtectionCell,
  meta: {
    cell: '-col-end-1 right-0 z-10 grid place-items-center bg-(--row) sm:sticky',
    header: '-col-end-1 right-0 sm:sticky',
    hasControl: ({ user }) => user.accountId !== null,
  },
});

/** The columns that stay in sight at either end, whatever their order. */
export const pinnedColumns = { start: ['ticks', 'name'], end: ['protection'] };

/** The definitions of these columns, between the ticks and the protection of each user. */
export function columnDefinitions(columns: readonly ReviewColumn[]) {
  return helper.columns([ticks, ...columns.map(definitionOf), protection]);
}

function definitionOf(column: ReviewColumn) {
  const { id, header, kind, cell, width } = column;
  const all = {
    id,
    header,
    size: width,
    minSize: columnWidths.least,
    maxSize: columnWidths.most,
    enableHiding: canHide(column),
    sortDescFirst: false,
  };
  switch (kind) {
    case 'will':
      return helper.accessor(({ leaf }) => leaf, {
        ...all,
        cell: LeafCell,
        meta: { card: 'col-start-3 row-start-1 flex items-center justify-end gap-1.5 pl-2' },
      });
    case 'seen':
      return helper.accessor(({ days }) => seenText(days), {
        ...all,
        sortDescFirst: true,
        cell: SeenCell,
        meta: {
          cell: 'justify-end tabular-nums',
          header: 'justify-end',
          card: 'col-start-3 row-start-2 flex items-center justify-end gap-1 pl-2 text-xs tabular-nums',
        },
      });
    case 'name':
      return helper.accessor(({ user }) => user.name, {
        ...all,
        cell: ({ getValue }) => <TextCell text={getValue()} />,
        meta: {
          cell: 'cursor-pointer bg-(--row) font-medium hover:underline md:sticky md:left-10 md:z-10',
          header: 'max-sm:shrink-0 md:sticky md:left-10 md:z-10',
          card: 'col-start-2 row-start-1 flex min-w-0 cursor-pointer items-center font-medium',
        },
      });
    case 'email':
      return helper.accessor(({ user }) => user.email, {
        ...all,
        cell: EmailCell,
        meta: {
          header: 'max-sm:shrink-0',
          card: 'col-span-2 col-start-2 row-span-2 row-start-2 flex min-w-0 cursor-pointer flex-col text-ink-2 text-xs',
        },
      });
    case 'account':
      return helper.accessor(({ user }) => user.accountId ?? '', {
        ...all,
        cell: ({ getValue }) => <TextCell text={getValue()} className="font-mono text-xs text-ink-2" />,
      });
    default:
      return helper.accessor(({ user }) => user.cells[cell ?? 0] ?? '', {
        ...all,
        cell: ({ getValue }) => <TextCell text={getValue()} />,
      });
  }
}

/** Whether a card has a place for the column. */
export const hasCardPlace = ({ kind }: ReviewColumn): boolean => kind !== 'account' && kind !== 'cell';

function AllTickBox({ table }: Header) {
  const focus = useControlFocus();
  const all = table.options.meta?.all;
  if (!all) return null;
  const { label, checked, blockedBy, onTick } = all;
  return <TickBox label={label} checked={checked} blockedBy={blockedBy} onTick={onTick} {...focus} />;
}

function UserTickBox({ row, table }: Cell<unknown>) {
  const focus = useControlFocus();
  const { user, ticked, leaf, days, row: number } = row.original;
  return (
    <TickBox
      label={whoIs(user)}
      detail={namesakeDetail(user)}
      checked={ticked}
      blockedBy={user.block ? labelText(leafLabel(user, leaf, days)) : null}
      onTick={(shift) => table.options.meta?.onTick(number, shift)}
      {...focus}
    />
  );
}

function ProtectionCell({ row, table }: Cell<unknown>) {
  const focus = useControlFocus();
  const { user } = row.original;
  if (user.accountId === null) return null;
  return <ProtectButton user={user} onProtect={(one) => table.options.meta?.onProtect(one)} {...focus} />;
}

function LeafCell({ row }: Cell<number>) {
  const { user, leaf, days } = row.original;
  return <LeafBadge label={leafLabel(user, leaf, days)} user={user} />;
}

/**
 * The e-mail address. In a card, the gist of what will happen stands below it, since the badge has no room for it, and
 * the days since the user was last seen stand beside it.
 */
function EmailCell({ row, getValue }: Cell<string>) {
  const { user, leaf, days } = row.original;
  const { gist, warns } = leafLabel(user, leaf, days);
  return (
    <>
      <TextCell text={getValue()} address className="in-[[role=grid]]:max-sm:pr-20" />
      {gist !== '' && (
        <span className={cx('hidden truncate in-[[role=grid]]:max-sm:block', warns && 'text-amber')}>
          {gist}
        </span>
      )}
    </>
  );
}

function SeenCell({ row, getValue }: Cell<string>) {
  return <TextCell text={getValue()} whole={row.original.user.lastSeen ?? getValue()} />;
}
