import { memo } from 'react';
import type { ReviewColumn } from '#components/review/columns/review-columns.ts';
import { EligibilityBadge } from '#components/review/grid/eligibility-badge.tsx';
import { CellText } from '#components/review/grid/grid-cell.tsx';
import { roles } from '#components/review/grid/grid-roles.ts';
import { rowHeight } from '#components/review/grid/row-height.ts';
import { placeName } from '#components/review/grid/use-grid-focus.ts';
import { ProtectButton } from '#components/review/protect/protect-button.tsx';
import { TickBox } from '#components/review/ticks/tick-box.tsx';
import { ticked } from '#components/review/who/eligibility.ts';
import { eligibilityLabel, whoIs } from '#components/review/who/user-labels.ts';
import { cx } from '#components/ui/class-names.ts';
import type { ReviewUser } from '#lib/contract/roster';

interface Props {
  /** The row's number in the grid; the header is 0. */
  row: number;
  user: ReviewUser;
  /** What will happen to them: a code of `eligibilities`. */
  eligibility: number;
  days: number;
  columns: readonly ReviewColumn[];
  /** Which of them are drawn, as indices. */
  drawn: readonly number[];
  /** The column that is the grid's tab stop; null where it is in another row. */
  tabStop: number | null;
  onTick: (row: number, shift: boolean) => void;
  onProtect: (user: ReviewUser) => void;
  onDetails: (user: ReviewUser) => void;
}

/** One user. Drawn again only where something about this user, or the grid's tab stop, changes. */
export const GridRow = memo(function GridRow(props: Props) {
  const { row, user, eligibility, days, columns, drawn, tabStop, onTick, onProtect, onDetails } = props;
  const label = eligibilityLabel(user, eligibility, days);
  const place = (column: number) => ({
    'data-place': placeName({ row, column }),
    tabIndex: tabStop === column ? 0 : -1,
  });
  return (
    <tr
      {...roles.row}
      aria-rowindex={row + 1}
      className={cx(
        'absolute left-0 grid w-max min-w-full border-line border-b bg-panel hover:bg-sunken focus-within:bg-accent-soft',
        user.block && 'text-ink-3',
      )}
      style={{
        height: rowHeight,
        gridTemplateColumns: 'var(--grid-columns)',
        transform: `translateY(${(row - 1) * rowHeight}px)`,
      }}
    >
      <td {...roles.cell} aria-colindex={1} className="sticky left-0 z-10 bg-inherit">
        <TickBox
          label={whoIs(user)}
          checked={eligibility === ticked}
          blockedBy={user.block ? label.text : null}
          onTick={(shift) => onTick(row, shift)}
          {...place(0)}
        />
      </td>
      {drawn.map((number) => {
        const column = columns[number];
        return (
          column && (
            <td
              key={column.id}
              style={{ gridColumnStart: number + 2 }}
              {...roles.cell}
              {...place(number + 1)}
              aria-colindex={number + 2}
              {...(column.kind === 'name' && { onClick: () => onDetails(user) })}
              className={cx(
                'flex min-w-0 items-center gap-1.5 px-2.5',
                column.kind === 'name' &&
                  'cursor-pointer bg-inherit font-medium hover:underline md:sticky md:left-10 md:z-10',
                column.kind === 'seen' && 'justify-end tabular-nums',
              )}
            >
              {column.kind === 'will' ? (
                <EligibilityBadge label={label} problems={user.problems} />
              ) : (
                <CellText column={column} user={user} days={days} />
              )}
            </td>
          )
        );
      })}
      <td
        {...roles.cell}
        {...(user.accountId === null && place(columns.length + 1))}
        aria-colindex={columns.length + 2}
        className="-col-end-1 right-0 z-10 grid place-items-center bg-inherit sm:sticky"
      >
        {user.accountId !== null && (
          <ProtectButton user={user} onProtect={onProtect} {...place(columns.length + 1)} />
        )}
      </td>
    </tr>
  );
});
