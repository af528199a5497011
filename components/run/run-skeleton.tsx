import type { Connection } from '#components/run/feed/run-feed.ts';
import { useConnectionNotice } from '#components/run/notices/connection-notice.tsx';
import { Place } from '#components/run/place.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

/** Placeholder of a run that is being read. */
export function RunSkeleton() {
  return (
    <Place>
      <h1 className="sr-only">Run</h1>
      <span role="status" className="sr-only">
        Reading the run
      </span>
      <div className="space-y-2">
        <Skeleton className="h-4 w-48" />
        <Skeleton className="h-6 w-72" />
      </div>
      <Sheets />
    </Place>
  );
}

/** The progress of reading a long journal. */
export function CatchingUp({
  number,
  share,
  connection,
}: {
  number: number;
  share: number;
  connection: Connection;
}) {
  const notice = useConnectionNotice(connection);
  return (
    <Place>
      <h1 className="text-lg font-semibold tracking-tight sm:text-xl">Run {number}</h1>
      {notice}
      <div className="max-w-sm space-y-1.5">
        <p className="text-ink-2" role="status">
          Reading the journal…
        </p>
        <Progress label="Reading the journal" value={share} />
      </div>
      <Sheets />
    </Place>
  );
}

function Sheets() {
  return (
    <>
      <div className="space-y-5 rounded-xl border bg-panel p-4">
        <Skeleton className="h-3 w-full" />
        <div className="grid grid-cols-6 gap-4 max-sm:hidden">
          {['one', 'two', 'three', 'four', 'five', 'six'].map((key) => (
            <Skeleton key={key} className="h-9" />
          ))}
        </div>
      </div>
      <Skeleton className="h-80" />
    </>
  );
}
