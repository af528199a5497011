import { Undo2 } from 'lucide-react';
import type { TickChange } from '#components/review/ticks/tick-change.ts';
import { noFacets, wholeRoster } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { type Eligibility, eligibilities } from '#components/review/who/eligibility.ts';
import { sourceNoun } from '#components/review/who/source-words.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import type { Roster } from '#lib/contract/roster';
import type { PredictionKind } from '#lib/domain/preflight/preflight';

interface Props {
  view: ReviewView;
  kind: Roster['kind'];
  /** How many users have each eligibility, in the order of `eligibilities`. */
  counts: readonly number[];
  /** How many of the ticked users are predicted to fail. */
  toFail: number;
  last: TickChange | null;
  onUndo: () => void;
  onDeactivate: () => void;
}

const labels: Record<Exclude<Eligibility, 'ticked'>, string> = {
  protected: 'protected',
  inactive: 'already inactive',
  unusable: 'cannot be used',
  unticked: 'unticked',
  doubtful: 'doubtful',
};

/**
 * The bar that is always in sight: how many users will be deactivated, how many will not and why, and the button to
 * continue.
 */
export function BottomBar({ view, kind, counts, toFail, last, onUndo, onDeactivate }: Props) {
  const [selected = 0] = counts;
  const list: List = (eligibility, preflight = []) =>
    view.change({
      ...wholeRoster,
      sort: view.query.sort,
      facets: { ...noFacets, will: [eligibility], preflight },
    });
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
          <SelectedLine kind={kind} selected={selected} counts={counts} toFail={toFail} list={list} />
          <OtherCounts counts={counts} list={list} />
        </div>
      </div>
      {last && (
        <p className="flex items-center gap-1 text-ink-2 text-xs">
          {last.to === 'other' ? 'Changed' : last.to ? 'Ticked' : 'Unticked'}{' '}
          {formatQuantity(last.users.length, 'user')}
          <Button variant="quiet" size="sm" onClick={onUndo}>
            <Undo2 aria-hidden size={13} /> Undo
          </Button>
        </p>
      )}
      <div className="flex items-center gap-3">
        {selected === 0 && (
          <p id="nobody-selected" className="text-ink-2 text-xs">
            Tick at least one user.
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

/** Lists the users of this eligibility, and of these predictions only where there are any. */
type List = (eligibility: Eligibility, preflight?: readonly PredictionKind[]) => void;

function SelectedLine({
  kind,
  selected,
  counts,
  toFail,
  list,
}: Pick<Props, 'kind' | 'counts' | 'toFail'> & { selected: number; list: List }) {
  const users = counts.reduce((sum, count) => sum + count, 0);
  return (
    <p role="status">
      <span className="sr-only">{formatCount(selected)} </span>
      <button type="button" className="min-h-6 hover:underline" onClick={() => list('ticked')}>
        will be deactivated
      </button>
      , of {formatCount(users)} in the {sourceNoun(kind)}
      {toFail > 0 && (
        <>
          <Dot />
          <button
            type="button"
            className="min-h-6 text-amber hover:underline"
            onClick={() => list('ticked', ['refused', 'not-managed'])}
          >
            {formatCount(toFail)} predicted to fail
          </button>
        </>
      )}
    </p>
  );
}

function OtherCounts({ counts, list }: Pick<Props, 'counts'> & { list: List }) {
  const others = (['doubtful', 'protected', 'inactive', 'unusable', 'unticked'] as const)
    .map((eligibility) => ({ eligibility, count: counts[eligibilities.indexOf(eligibility)] ?? 0 }))
    .filter(({ count }) => count > 0);
  return (
    <ul className="flex flex-wrap">
      {others.map(({ eligibility, count }, at) => (
        <li key={eligibility}>
          <button
            type="button"
            className="min-h-6 hover:text-ink hover:underline"
            onClick={() => list(eligibility)}
          >
            {formatCount(count)} {labels[eligibility]}
          </button>
          {at < others.length - 1 && <Dot />}
        </li>
      ))}
    </ul>
  );
}

function Dot() {
  return (
    <span aria-hidden className="mx-1">
      ·
    </span>
  );
}
