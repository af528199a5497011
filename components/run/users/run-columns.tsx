/** The columns of the users of a run, for the table library: their values, headers and cells. */
import {
  type CellContext,
  createColumnHelper,
  metaHelper,
  rowExpandingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import { OutcomeBadge } from '#components/run/outcomes/outcome-badge.tsx';
import type { UserLabel } from '#components/run/outcomes/user-label.ts';
import { formatCount } from '#components/shared/format.ts';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { cx } from '#components/ui/class-names.ts';
import { ChevronRight } from '#components/ui/icons/lucide.tsx';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { revealed } from '#lib/domain/text/odd-characters';

/** All that a row shows of a user before it is opened. */
export interface RunUser {
  entry: PlanEntry;
  label: UserLabel;
  /** The row's place in the list, from 0. */
  place: number;
  /** The top edge of the row in the list, in CSS pixels. */
  top: number;
}

interface RunColumnMeta {
  /** Classes of the column's cells, and of its header. */
  cell: string;
  header?: string;
}

interface RunTableMeta {
  /** The place whose button is the list's tab stop, or all of them. */
  tabStop: number | 'each';
  /** `isOpen`: the details are shown now. */
  onToggle: (position: number, isOpen: boolean) => void;
}

export const runTableFeatures = tableFeatures({
  rowExpandingFeature,
  columnMeta: metaHelper<RunColumnMeta>(),
  tableMeta: metaHelper<RunTableMeta>(),
});
export type RunTableFeatures = typeof runTableFeatures;

/**
 * The tracks of the columns. No text is cut: it wraps, and the row grows. On a narrow screen the outcome and what
 * happened stand below each other.
 */
export const columnTracks =
  'grid-cols-[2.75rem_minmax(0,1fr)_auto_1.75rem] sm:grid-cols-[3.25rem_minmax(10rem,1fr)_10rem_minmax(0,1.3fr)_4.5rem_2rem]';

const helper = createColumnHelper<RunTableFeatures, RunUser>();

export const runColumns = helper.columns([
  helper.accessor(({ entry }) => entry.position + 1, {
    id: 'number',
    header: '#',
    cell: ({ getValue }) => formatCount(getValue()),
    meta: { cell: 'pr-3 text-right text-ink-3', header: 'pr-3 text-right' },
  }),
  helper.accessor(({ entry }) => nameOf(entry), {
    id: 'user',
    header: 'User',
    cell: UserCell,
    meta: { cell: 'min-w-0 pr-3' },
  }),
  helper.accessor('label', {
    header: 'Outcome',
    cell: ({ getValue }) => <OutcomeBadge label={getValue()} />,
    meta: { cell: 'min-w-0 sm:pr-3' },
  }),
  helper.accessor(({ label }) => label.text, {
    id: 'happened',
    header: 'What happened',
    cell: ({ getValue }) => getValue(),
    meta: {
      cell: 'min-w-0 wrap-anywhere pr-3 text-ink-2 max-sm:col-start-2 max-sm:row-start-2 max-sm:col-span-2 max-sm:text-xs',
      header: 'max-sm:sr-only',
    },
  }),
  helper.accessor(({ label }) => label.took, {
    id: 'took',
    header: 'Took',
    cell: ({ getValue }) => getValue(),
    meta: { cell: 'text-right text-ink-2 max-sm:hidden', header: 'text-right max-sm:sr-only' },
  }),
  helper.display({
    id: 'details',
    header: () => <span className="sr-only">Details</span>,
    cell: DetailsButton,
    meta: { cell: 'max-sm:col-start-4 max-sm:row-start-1' },
  }),
]);

function nameOf({ name, email, accountId }: PlanEntry): string {
  return name || email || accountId;
}

function UserCell({ row, getValue }: CellContext<RunTableFeatures, RunUser, string>) {
  const { email } = row.original.entry;
  return (
    <>
      <span className="block font-medium wrap-anywhere">
        <OutsideText text={getValue()} />
      </span>
      {email !== '' && email !== getValue() && (
        <span className="block text-xs text-ink-3 wrap-anywhere">
          <OutsideText text={email} address />
        </span>
      )}
    </>
  );
}

/** Opens the details of a user; the whole row can be pressed for it. */
function DetailsButton({ row, table }: CellContext<RunTableFeatures, RunUser, unknown>) {
  const { entry, label, place } = row.original;
  const { meta } = table.options;
  const expanded = row.getIsExpanded();
  return (
    <button
      type="button"
      data-row={place}
      aria-expanded={expanded}
      aria-label={`Details of ${revealed(nameOf(entry))}`}
      // Arrow keys move from button to button: each says who it is, also among two of one name, and the outcome.
      aria-description={[entry.name && revealed(entry.email), label.badge].filter(Boolean).join(', ')}
      tabIndex={meta?.tabStop === 'each' || meta?.tabStop === place ? 0 : -1}
      onClick={() => {
        row.toggleExpanded();
        meta?.onToggle(entry.position, !expanded);
      }}
      className="flex w-full items-center justify-center text-ink-3 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
    >
      <ChevronRight size={14} className={cx('transition-transform duration-100', expanded && 'rotate-90')} />
    </button>
  );
}
