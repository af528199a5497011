import { rowHeight } from '#components/review/grid/row-height.ts';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { ReviewUser } from '#lib/contract/roster';

const rows = Array.from({ length: 14 }, (_, number) => number);

/** Placeholder of the review while its users are read. It shows the first of them at once. */
export function ReviewSkeleton({ first = [] }: { first?: readonly ReviewUser[] }) {
  return (
    <div className="flex min-h-0 flex-1">
      <h1 className="sr-only">Review</h1>
      <p role="status" className="sr-only">
        Reading the users of the file…
      </p>
      <div className="hidden w-58 shrink-0 content-start gap-3 border-r p-5 lg:grid">
        {rows.slice(0, 10).map((row) => (
          <Skeleton key={row} className="h-4" />
        ))}
      </div>
      {/* Nothing here can be used yet. Screen readers read it out once it can be. */}
      <div className="min-w-0 flex-1 overflow-hidden bg-panel" aria-hidden>
        <div className="border-b p-4">
          <Skeleton className="h-8" />
        </div>
        {first.length > 0
          ? first.map((user) => <Row key={user.position} user={user} />)
          : rows.map((row) => (
              <div key={row} className={rowClass} style={{ height: rowHeight }}>
                <Skeleton className="size-4" />
                <Skeleton className="h-3.5 w-32" />
                <Skeleton className="h-3.5 w-48 max-sm:hidden" />
                <Skeleton className="h-4 w-28 max-sm:hidden" />
              </div>
            ))}
      </div>
    </div>
  );
}

const rowClass = 'flex items-center gap-6 border-b px-4';

function Row({ user }: { user: ReviewUser }) {
  return (
    <div data-glance className={rowClass} style={{ height: rowHeight }}>
      <Skeleton className="size-4 shrink-0" />
      <span className="w-44 truncate font-medium">
        <OutsideText text={user.name || '—'} />
      </span>
      <span className="w-64 truncate text-ink-2 max-sm:hidden">
        <OutsideText text={user.email || '—'} address />
      </span>
      <Skeleton className="h-4 w-28 max-sm:hidden" />
    </div>
  );
}
