import { noFacets, wholeRoster } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { formatCount } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { Undo2 } from '#components/ui/icons/lucide.tsx';

interface Props {
  view: ReviewView;
  users: Uint32Array;
  /** Whether the results of the check are still stored: they may have been deleted since. */
  isKnown: boolean;
  /** Whether another check is under way: then only the place is kept. */
  isRunning: boolean;
  onTickAgain: () => void;
}

/** The users whom a check has unticked, because Atlassian would refuse them. They can be listed, and ticked again. */
export function UntickedByCheck({ view, users, isKnown, isRunning, onTickAgain }: Props) {
  if (users.length === 0) return null;
  const list = (): void =>
    view.change({
      ...wholeRoster,
      sort: view.query.sort,
      facets: { ...noFacets, mark: ['would-be-refused'] },
    });
  return (
    <p className={cx('flex flex-wrap items-center gap-1 text-ink-2', isRunning && 'invisible')}>
      {isKnown ? (
        <>
          <button type="button" className="min-h-6 text-amber hover:underline" onClick={list}>
            {formatCount(users.length)} would be refused
          </button>
          <span className="max-sm:sr-only">· unselected by the check</span>
        </>
      ) : (
        `${formatCount(users.length)} unselected by an earlier check`
      )}
      <Button variant="quiet" size="sm" onClick={onTickAgain}>
        <Undo2 size={13} />
        <span>
          Select{' '}
          <span className="max-sm:sr-only">
            {users.length === 1 ? 'this user' : `these ${formatCount(users.length)}`}{' '}
          </span>
          again
        </span>
      </Button>
    </p>
  );
}
