'use client';
import { Connect } from '#components/connection/connect.tsx';
import { Connected } from '#components/connection/connected.tsx';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useConnection } from '#components/shared/use-connection.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

/** The connection in any state, and the ways to make one. */
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
      <Skeleton className="h-5 w-64" />
      <Skeleton className="h-5 w-80" />
      <Skeleton className="h-7.5 w-56" />
    </div>
  );
}
