import { Skeleton } from '#components/ui/skeleton.tsx';

/** Placeholder of a list that is being read. Without a label, a status elsewhere says so. */
export function RowsSkeleton({ label, rows }: { label?: string; rows: number }) {
  return (
    <div className="divide-y rounded-xl border bg-panel">
      {label && (
        <span role="status" className="sr-only">
          {label}
        </span>
      )}
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((key) => (
        <div key={key} className="flex items-center gap-6 px-4 py-4 sm:px-5">
          <Skeleton className="h-4 w-20" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-1/4" />
        </div>
      ))}
    </div>
  );
}
