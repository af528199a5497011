import { type ReactNode, useState } from 'react';
import type { TickChange } from '#components/review/ticks/tick-change.ts';
import { noFacets, wholeRoster } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { sourceNoun } from '#components/review/who/source-words.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { FoldButton, foldedClass } from '#components/shared/screen/fold-button.tsx';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { Undo2 } from '#components/ui/icons/lucide.tsx';
import type { Roster } from '#lib/contract/roster';
import { type Leaf, leafLabels, leaves } from '#lib/domain/plan/leaf';

interface Props {
  view: ReviewView;
  kind: Roster['kind'];
  /** The number of users in each leaf, in the order of `leaves`. */
  counts: readonly number[];
  /** The number of ticked users. */
  selected: number;
  /** The number of ticked users who would be refused. */
  toFail: number;
  /** Unticks those. */
  onUntickFailing: () => void;
  last: TickChange | null;
  onUndo: () => void;
  onDeactivate: () => void;
}

/** The leaves of users who are ticked; the other users are left out. */
const ofSelected: readonly Leaf[] = ['will-deactivate', 'not-checked', 'refused', 'not-managed'];

/**
 * The bar that is always in sight: the users that a plan would have, what will happen to them, who is left out and why,
 * and the button to continue. In a narrow window it is one line, and the sum is shown on demand.
 */
export function BottomBar(props: Props) {
  const { view, kind, counts, selected, toFail, last, onUndo, onDeactivate } = props;
  const [open, setOpen] = useState(false);
  const users = counts.reduce((sum, count) => sum + count, 0);
  // The buttons Undo and Unselect disappear when they are pressed.
  const place = useKeptFocus<HTMLElement>(`${last === null} ${toFail > 0}`);
  return (
    <section
      ref={place}
      aria-label="Selection"
      data-bar
      className="sticky bottom-0 z-30 flex flex-wrap items-center gap-x-3 gap-y-1 border-t bg-panel px-4 py-2 sm:gap-x-4 sm:gap-y-2 sm:px-5 sm:py-2.5 [@media(max-height:480px)]:static"
    >
      <span aria-hidden className="font-semibold text-xl tabular-nums max-sm:hidden">
        {formatCount(selected)}
      </span>
      <div className="min-w-0 flex-1 text-ink-2 text-xs max-sm:contents sm:basis-80">
        <div className="min-w-0 max-sm:flex-1">
          <p role="status" className="text-xs">
            <span className="max-sm:mr-1 max-sm:font-semibold max-sm:text-base max-sm:text-ink sm:sr-only">
              {formatCount(selected)}{' '}
            </span>
            <span className="font-medium text-ink">selected</span>
            <span className="max-sm:sr-only">
              , of {formatCount(users)} in the {sourceNoun(kind)}
            </span>
          </p>
          <div className="-ml-1">
            <FoldButton open={open} onToggle={() => setOpen(!open)}>
              {formatCount(users - selected)} left out
            </FoldButton>
          </div>
        </div>
        <ul
          className={cx(
            // As high as with its button, so that the list does not move when the button comes and goes.
            'flex flex-wrap items-center text-ink-2 text-xs max-sm:order-first max-sm:w-full sm:min-h-7',
            foldedClass(open),
          )}
        >
          <LeafCounts view={view} counts={counts} of={(leaf) => ofSelected.includes(leaf)}>
            {toFail > 0 && (
              <li>
                <Dot />
                <Button size="sm" onClick={props.onUntickFailing}>
                  Unselect {formatCount(toFail)}
                </Button>
              </li>
            )}
          </LeafCounts>
          <LeafCounts view={view} counts={counts} of={(leaf) => !ofSelected.includes(leaf)} />
        </ul>
      </div>
      {last && (
        <p className="flex items-center gap-1 text-ink-2 text-xs max-sm:order-first max-sm:w-full max-sm:justify-between">
          {last.to === 'other' ? 'Changed' : last.to ? 'Selected' : 'Unselected'}{' '}
          {formatQuantity(last.users.length, 'user')}
          <Button variant="quiet" size="sm" onClick={onUndo}>
            <Undo2 size={13} /> Undo
          </Button>
        </p>
      )}
      <div className="flex items-center gap-x-3 max-sm:flex-col max-sm:items-end">
        {selected === 0 && (
          <p id="nobody-selected" className="text-ink-2 text-xs">
            Select at least one user.
          </p>
        )}
        <Button
          variant="primary"
          busy={false}
          disabled={selected === 0}
          aria-describedby={selected === 0 ? 'nobody-selected' : undefined}
          onClick={onDeactivate}
        >
          Deactivate selected
        </Button>
      </div>
    </section>
  );
}

/** The number of users in some leaves, as items of a list; pressing one lists exactly those users. */
function LeafCounts({
  view,
  counts,
  of,
  children,
}: Pick<Props, 'view' | 'counts'> & { of: (leaf: Leaf) => boolean; children?: ReactNode }) {
  const list = (leaf: Leaf): void =>
    view.change({ ...wholeRoster, sort: view.query.sort, facets: { ...noFacets, will: [leaf] } });
  const shown = leaves
    .map((leaf, code) => ({ leaf, count: counts[code] ?? 0 }))
    .filter(({ leaf, count }) => count > 0 && of(leaf));
  return (
    <>
      {shown.map(({ leaf, count }) => (
        <li key={leaf}>
          <Dot />
          <button type="button" className="min-h-6 hover:text-ink hover:underline" onClick={() => list(leaf)}>
            <span className={leaf === 'will-deactivate' ? 'font-semibold text-ink' : 'font-medium'}>
              {formatCount(count)}
            </span>{' '}
            {leafLabels[leaf].toLowerCase()}
          </button>
        </li>
      ))}
      {children}
    </>
  );
}

/** Separates items; it disappears at the start of the list. */
function Dot() {
  return (
    <span aria-hidden className="mx-1 [li:first-child>&]:hidden">
      ·
    </span>
  );
}
