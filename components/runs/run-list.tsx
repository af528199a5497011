'use client';
import { History } from 'lucide-react';
import Link from 'next/link';
import { RunRow } from '#components/runs/run-row.tsx';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useRuns } from '#components/shared/use-runs.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';

export function RunList() {
  const { runs, failure, retry } = useRuns();
  if (!runs) {
    if (!failure) return <RowsSkeleton label="Reading the runs" rows={4} />;
    return <FailureNotice failure={failure} actions={<Button onClick={retry}>Try again</Button>} />;
  }
  if (runs.length === 0) {
    return (
      <EmptyState
        className="rounded-xl border bg-panel"
        icon={<History aria-hidden size={20} strokeWidth={1.5} />}
        title="No runs yet"
        actions={
          <Link href="/" className={buttonClass({ variant: 'primary' })}>
            Begin a new run
          </Link>
        }
      >
        Each run appears here with its report: who was deactivated, who was refused, and what Atlassian said.
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      {failure && <FailureNotice failure={failure} actions={<Button onClick={retry}>Try again</Button>} />}
      <ul className="divide-y overflow-hidden rounded-xl border bg-panel">
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
    </div>
  );
}
