import { Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TickChange } from '#components/review/ticks/tick-change.ts';
import { noFacets, wholeRoster } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { sourceNoun } from '#components/review/who/source-words.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import type { Roster } from '#lib/contract/roster';
import { type Leaf, leafLabels, leaves } from '#lib/domain/plan/leaf';

interface Props {
  view: ReviewView;
  kind: Roster['kind'];
  /** How many users are in each leaf, in the order of `leaves`. */
  counts: readonly number[];
  /** How many users are ticked. */
  selected: number;
  /** How many of them would be refused. */
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
 * and the button to continue.
 */
export function BottomBar(props: Props) {
  const { view, kind, counts, selected, toFail, last, onUndo, onDeactivate } = props;
  const users = counts.reduce((sum, count) => sum + count, 0);
  return (
    <section
      aria-label="Selection"
      className="sticky bottom-0 z-30 flex flex-wrap items-center gap-x-4 gap-y-2 border-t bg-panel px-4 py-2.5 sm:px-5 [@media(max-height:480px)]:static"
    >
      <div className="flex min-w-0 grow items-center gap-4">
        <span aria-hidden className="font-semibold text-xl tabular-nums">
          {formatCount(selected)}
        </span>
        <div className="min-w-0 text-ink-2 text-xs">
          <p role="status">
            <span className="sr-only">{formatCount(selected)} </span>
            <span className="font-medium text-ink">selected</span>, of {formatCount(users)} in the{' '}
            {sourceNoun(kind)}
          </p>
          <ul className="flex flex-wrap items-center">
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
      </div>
      {last && (
        <p className="flex items-center gap-1 text-ink-2 text-xs">
          {last.to === 'other' ? 'Changed' : last.to ? 'Selected' : 'Unselected'}{' '}
          {formatQuantity(last.users.length, 'user')}
          <Button variant="quiet" size="sm" onClick={onUndo}>
            <Undo2 aria-hidden size={13} /> Undo
          </Button>
        </p>
      )}
      <div className="flex items-center gap-3">
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
