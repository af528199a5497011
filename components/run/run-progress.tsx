import type { ReactNode } from 'react';
import { looks } from '#components/run/outcomes/outcome-look.tsx';
import type { RunTally } from '#components/run/outcomes/tallies.ts';
import type { RunFilter } from '#components/run/users/run-rows.ts';
import { formatCount } from '#components/shared/format.ts';
import { cx } from '#components/ui/class-names.ts';

interface Props {
  tallies: readonly RunTally[];
  total: number;
  settled: number;
  /** The status line, for screen readers. */
  line: string;
  /** The current activity. */
  now: ReactNode;
  /** Whether the page has seen the run under way: then a narrow window keeps two lines for `now`. */
  watched: boolean;
  filter: RunFilter;
  onFilter: (filter: RunFilter) => void;
}

/**
 * How far the run is, by outcome. Pressing a number lists its users. A narrow window shows these numbers above the list
 * of users only.
 */
export function RunProgress({ tallies, total, settled, line, now, watched, filter, onFilter }: Props) {
  return (
    <section aria-label="Progress" className="overflow-hidden rounded-xl border bg-panel">
      <div className="px-4 pt-4 max-sm:pt-3 max-sm:pb-2.5">
        <OutcomeBar tallies={tallies} total={total} settled={settled} line={line} />
        <p className={cx('mt-2 min-h-5 text-ink-2 max-sm:text-xs', watched && 'max-sm:min-h-9')}>{now}</p>
      </div>
      <ul
        aria-label="Users by outcome"
        className="mt-2 -mb-px -ml-px grid grid-cols-[repeat(auto-fit,minmax(7rem,1fr))] max-sm:hidden"
      >
        {tallies.map(({ kind, label, count }) => (
          <li key={kind} className="-mr-px border-b border-l">
            <OutcomeButton
              kind={kind}
              label={label}
              count={count}
              pressed={filter === kind}
              onPress={() => onFilter(filter === kind ? 'begun' : kind)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OutcomeBar({
  tallies,
  total,
  settled,
  line,
}: Pick<Props, 'tallies' | 'total' | 'settled' | 'line'>) {
  return (
    <div
      role="progressbar"
      aria-label="Users done"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={settled}
      aria-valuetext={line}
      data-fill
      className="flex h-3 gap-0.5 overflow-hidden rounded-full bg-sunken forced-colors:border forced-colors:border-[CanvasText]"
    >
      {tallies.map(
        ({ kind, count }) =>
          count > 0 && (
            <span
              key={kind}
              className={cx(
                'transition-[flex-grow] duration-200',
                kind !== 'not-attempted' && 'min-w-1',
                looks[kind].fill,
              )}
              style={{ flexGrow: count, flexBasis: 0 }}
            />
          ),
      )}
    </div>
  );
}

function OutcomeButton({
  kind,
  label,
  count,
  pressed,
  onPress,
}: Pick<RunTally, 'kind' | 'label' | 'count'> & { pressed: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={cx(
        'flex size-full min-h-16 flex-col items-baseline px-4 py-2.5 text-left hover:bg-sunken focus-visible:-outline-offset-2',
        pressed && 'bg-accent-soft hover:bg-accent-soft forced-colors:outline-2',
      )}
    >
      <span className="text-xl font-semibold tracking-tight">{formatCount(count)}</span>
      <span className="flex items-center gap-1.5 text-xs text-ink-2">
        <span
          aria-hidden
          data-fill
          className={cx(
            'size-1.5 shrink-0 rounded-full',
            kind === 'not-attempted' ? 'border border-control' : looks[kind].fill,
          )}
        />
        {label}
      </span>
    </button>
  );
}
