import { rowHeight } from '#components/review/row-height';
import { Skeleton } from '#components/ui/skeleton';

const rows = Array.from({ length: 14 }, (_, number) => number);

/** The shape of the review while its users are read. */
export function ReviewSkeleton() {
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
      <div className="min-w-0 flex-1 bg-panel">
        <div className="border-b p-4">
          <Skeleton className="h-8" />
        </div>
        {rows.map((row) => (
          <div key={row} className="flex items-center gap-6 border-b px-4" style={{ height: rowHeight }}>
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
