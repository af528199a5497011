import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { RunRow, rowColumns } from '#components/run/users/run-row.tsx';
import { roles } from '#components/run/users/table-roles.ts';
import { cx } from '#components/ui/class-names.ts';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunState } from '#lib/domain/run/state';

interface Props {
  rows: readonly number[];
  entries: readonly PlanEntry[];
  state: RunState;
  /** False where nobody works on the run any more. */
  carriedOut: boolean;
  now: number;
  /** Whether the list moves with the run: then it is kept at its top. */
  following: boolean;
  /** The admin reads: scrolled away, opened a row, or moved into the list by keyboard. */
  onRead: () => void;
}

/** In px, as `h-8` makes it. */
const headerHeight = 32;

const headings = [
  { name: '#', className: 'pr-3 text-right' },
  { name: 'User', className: '' },
  { name: 'Outcome', className: '' },
  { name: 'What happened', className: 'max-sm:sr-only' },
  { name: 'Took', className: 'text-right max-sm:sr-only' },
];

/** The users of the run, of whom only those in sight are drawn. Arrow keys move between them. */
export function RunTable({ rows, entries, state, carriedOut, now, following, onRead }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState<number | null>(null);
  const place = active === null ? -1 : rows.indexOf(active);
  const stop = Math.max(0, place);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 45,
    overscan: 6,
    getItemKey: (index) => rows[index] ?? index,
    // The row with the focus is drawn wherever it is, or the focus would be lost by scrolling.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.min(stop, rows.length - 1)])].sort((a, b) => a - b),
  });
  useEffect(() => {
    if (following) scroller.current?.scrollTo({ top: 0 });
  }, [following]);

  function move(event: KeyboardEvent<HTMLElement>): void {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    const last = rows.length - 1;
    const step = steps[event.key];
    const to =
      step === undefined ? { Home: 0, End: last }[event.key] : Math.min(last, Math.max(0, stop + step));
    if (to === undefined) return;
    event.preventDefault();
    onRead();
    setActive(rows[to] ?? null);
    virtualizer.scrollToIndex(to);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus({ preventScroll: true }),
    );
  }

  function toggle(position: number): void {
    onRead();
    setActive(position);
    const next = new Set(open);
    if (!next.delete(position)) next.add(position);
    setOpen(next);
  }

  return (
    <div
      ref={scroller}
      onScroll={(event) => {
        if (event.currentTarget.scrollTop > 24) onRead();
      }}
      className="max-h-[max(24rem,calc(100dvh-24rem))] overflow-auto overscroll-contain border-t"
    >
      <table
        {...roles.table}
        aria-label="Users of this run"
        aria-rowcount={rows.length + 1}
        onKeyDown={move}
        className="relative block text-left"
        style={{ height: virtualizer.getTotalSize() + headerHeight }}
      >
        <thead {...roles.rows} className="sticky top-0 z-10 block h-8 border-b bg-panel">
          <tr
            {...roles.row}
            aria-rowindex={1}
            className={cx('grid h-full items-center text-xs text-ink-3', rowColumns)}
          >
            {headings.map(({ name, className }) => (
              <th key={name} {...roles.header} scope="col" className={cx('font-normal', className)}>
                {name}
              </th>
            ))}
            <th {...roles.header} scope="col">
              <span className="sr-only">Details</span>
            </th>
          </tr>
        </thead>
        {virtualizer.getVirtualItems().map((item) => {
          const position = rows[item.index];
          const entry = position === undefined ? undefined : entries[position];
          return (
            entry && (
              <RunRow
                key={item.key}
                ref={virtualizer.measureElement}
                index={item.index}
                top={item.start}
                entry={entry}
                state={state}
                now={now}
                carriedOut={carriedOut}
                expanded={open.has(entry.position)}
                tabStop={item.index === stop}
                onToggle={() => toggle(entry.position)}
              />
            )
          );
        })}
      </table>
    </div>
  );
}
