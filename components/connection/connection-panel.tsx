'use client';
import { Connect } from '#components/connection/connect';
import { Connected } from '#components/connection/connected';
import { Button } from '#components/ui/button';
import { FailureNotice } from '#components/ui/failure-notice';
import { Panel } from '#components/ui/panel';
import { Skeleton } from '#components/ui/skeleton';
import { useConnection } from '#lib/browser/use-connection';
import { useKeptFocus } from '#lib/browser/use-kept-focus';

/** The connection, whatever its state. */
export function ConnectionPanel({ title = 'Connection' }: { title?: string }) {
  const use = useConnection();
  const { connection, failure, retry, change } = use;
  const place = useKeptFocus<HTMLDivElement>(connection?.state);
  return (
    <div ref={place}>
      {connection?.state === 'none' ? (
        <Connect connect={change} />
      ) : (
        <Panel title={title}>
          {connection ? (
            <Connected connection={connection} use={use} />
          ) : failure ? (
            <FailureNotice failure={failure} actions={<Button onClick={retry}>Try again</Button>} />
          ) : (
            <ConnectionSkeleton />
          )}
        </Panel>
      )}
    </div>
  );
}

function ConnectionSkeleton() {
  return (
    <div className="flex flex-col gap-3">
      <span role="status" className="sr-only">
        Reading the connection
      </span>
      <Skeleton className="h-5 w-64" />
      <Skeleton className="h-5 w-80" />
      <Skeleton className="h-7.5 w-56" />
    </div>
  );
}
