import { ChevronRight } from 'lucide-react';
import type { Ref } from 'react';
import { OutcomeBadge } from '#components/run/outcomes/outcome-badge.tsx';
import { userLabel } from '#components/run/outcomes/user-label.ts';
import { RowDetails } from '#components/run/users/row-details.tsx';
import { roles } from '#components/run/users/table-roles.ts';
import { formatCount } from '#components/shared/format.ts';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { cx } from '#components/ui/class-names.ts';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunState } from '#lib/domain/run/state';
import { revealed } from '#lib/domain/text/odd-characters';

interface Props {
  ref: Ref<HTMLTableSectionElement>;
  /** Its place in the list, which the virtualiser measures by. */
  index: number;
  top: number;
  entry: PlanEntry;
  state: RunState;
  now: number;
  /** False where nobody works on the run any more. */
  carriedOut: boolean;
  expanded: boolean;
  /** Whether its button is the list's tab stop. */
  tabStop: boolean;
  onToggle: () => void;
}

export const rowColumns =
  'grid-cols-[3.25rem_minmax(0,1fr)_auto_2rem] sm:grid-cols-[3.25rem_minmax(8rem,0.8fr)_10rem_minmax(0,1.2fr)_4.5rem_2rem]';

/** One user of the run, with all that is known about them on demand. */
export function RunRow({
  ref,
  index,
  top,
  entry,
  state,
  now,
  carriedOut,
  expanded,
  tabStop,
  onToggle,
}: Props) {
  const { position, name, email, accountId } = entry;
  const label = userLabel(state, position, now, carriedOut);
  const who = name || email || accountId;
  return (
    <tbody
      {...roles.rows}
      ref={ref}
      data-index={index}
      className={cx(
        'absolute top-8 left-0 block w-full border-b',
        label.look === 'under-way' ? 'bg-accent-soft' : 'bg-panel',
      )}
      style={{ transform: `translateY(${top}px)` }}
    >
      <tr
        {...roles.row}
        aria-rowindex={index + 2}
        className={cx('relative grid items-center hover:bg-sunken', rowColumns, 'min-h-11 py-1')}
      >
        <td {...roles.cell} className="pr-3 text-right text-ink-3">
          {formatCount(position + 1)}
        </td>
        <td {...roles.cell} className="min-w-0 pr-3">
          <span className="block truncate font-medium">
            <OutsideText text={who} />
          </span>
          {email !== '' && email !== who && (
            <span className="block truncate text-xs text-ink-3">
              <OutsideText text={email} address />
            </span>
          )}
        </td>
        <td {...roles.cell} className="min-w-0 sm:pr-3">
          <OutcomeBadge label={label} />
        </td>
        <td
          {...roles.cell}
          className="min-w-0 truncate pr-3 text-ink-2 max-sm:col-start-2 max-sm:row-start-2 max-sm:col-span-2 max-sm:text-xs"
        >
          {label.text}
        </td>
        <td {...roles.cell} className="text-right text-ink-2 max-sm:hidden">
          {label.took}
        </td>
        <td {...roles.cell} className="max-sm:col-start-4 max-sm:row-start-1">
          <button
            type="button"
            data-row={index}
            aria-expanded={expanded}
            aria-label={`Details of ${revealed(who)}`}
            tabIndex={tabStop ? 0 : -1}
            onClick={onToggle}
            className="flex w-full items-center justify-center text-ink-3 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            <ChevronRight
              aria-hidden
              size={14}
              className={cx('transition-transform duration-100', expanded && 'rotate-90')}
            />
          </button>
        </td>
      </tr>
      {expanded && (
        <tr {...roles.row} className="block">
          <td {...roles.cell} colSpan={6} aria-colspan={6} className="block">
            <RowDetails state={state} entry={entry} user={state.users[position]} carriedOut={carriedOut} />
          </td>
        </tr>
      )}
    </tbody>
  );
}
