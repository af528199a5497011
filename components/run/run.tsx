'use client';
import Link from 'next/link';
import { useRun } from '#components/run/feed/use-run.ts';
import { RunScreen } from '#components/run/run-screen.tsx';
import { CatchingUp, RunSkeleton } from '#components/run/run-skeleton.tsx';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FileX2 } from '#components/ui/icons/lucide.tsx';

/** The run of this id, or why it cannot be shown. */
export function Run({ id }: { id: string }) {
  const run = useRun(id);
  switch (run.at) {
    case 'loading':
      return <RunSkeleton />;
    case 'catching-up':
      return <CatchingUp number={run.number} share={run.share} connection={run.view.connection} />;
    case 'ready':
      return <RunScreen key={run.detail.run.id} detail={run.detail} view={run.view} control={run.control} />;
    case 'failed':
      return (
        <div className="mx-auto w-full max-w-2xl p-4 sm:p-8">
          <h1 className="sr-only">Run</h1>
          {run.failure.code === 'not-found' ? (
            <EmptyState
              icon={<FileX2 size={20} />}
              title={run.failure.message}
              actions={
                <Link href="/runs" className={buttonClass({ variant: 'primary' })}>
                  See all runs
                </Link>
              }
            >
              It may have been deleted, by you or after the days set in Settings. Or this link comes from
              another computer or data folder.
            </EmptyState>
          ) : (
            <FailureNotice
              failure={run.failure}
              actions={
                <Button size="sm" onClick={run.retry}>
                  Try again
                </Button>
              }
            />
          )}
        </div>
      );
  }
}
