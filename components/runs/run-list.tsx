'use client';
import Link from 'next/link';
import { DueVerification } from '#components/runs/due-verification.tsx';
import { OpenRuns } from '#components/runs/open-runs.tsx';
import { changedBy, matching } from '#components/runs/run-filter.ts';
import { RunFilters } from '#components/runs/run-filters.tsx';
import { RunRow } from '#components/runs/run-row.tsx';
import { UnfinishedRun } from '#components/runs/unfinished-run.tsx';
import { useRunFilter } from '#components/runs/use-run-filter.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { HistoryLink } from '#components/shared/links/history-link.tsx';
import { relativesOf } from '#components/shared/links/relatives.ts';
import { useRuns } from '#components/shared/use-runs.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { History, SearchX } from '#components/ui/icons/lucide.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import type { RunSummary } from '#lib/contract/runs';
import { outcomeLabels } from '#lib/domain/outcome/outcome';

export function RunList() {
  const [filter, change] = useRunFilter();
  const { runs, failure, retry } = useRuns();
  if (!runs) {
    if (!failure) return <RowsSkeleton label="Reading the runs" rows={4} />;
    return <FailureNotice failure={failure} actions={<Button onClick={retry}>Try again</Button>} />;
  }
  if (runs.length === 0) {
    return (
      <EmptyState
        className="rounded-xl border bg-panel"
        icon={<History size={20} strokeWidth={1.5} />}
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
  const shown = matching(runs, filter);
  return (
    <div className="flex flex-col gap-3">
      <UnfinishedRun />
      <OpenRuns />
      <RunFilters runs={runs} shown={shown.length} filter={filter} change={change} />
      {failure && <FailureNotice failure={failure} actions={<Button onClick={retry}>Try again</Button>} />}
      <DueVerification />
      {shown.length === 0 && (
        <EmptyState
          className="rounded-xl border bg-panel"
          icon={<SearchX size={20} strokeWidth={1.5} />}
          title="No runs match"
        >
          Change the search or the filters above.
        </EmptyState>
      )}
      {shown.length > 0 && (
        <ul className="divide-y overflow-hidden rounded-xl border bg-panel">
          {shown.map((run) => (
            <RunRow key={run.id} run={run} relatives={relativesOf(run, runs)} />
          ))}
        </ul>
      )}
      <Totals runs={shown} />
      <FindUser q={filter.q.trim()} />
    </div>
  );
}

/** The number of users that the shown runs have changed together. */
function Totals({ runs }: { runs: readonly RunSummary[] }) {
  const changed = changedBy(runs);
  if (changed.length === 0) return null;
  const totals = changed.map(
    ({ outcome, count }) => `${formatCount(count)} ${outcomeLabels[outcome].toLowerCase()}`,
  );
  return (
    <p className="px-1 text-sm text-ink-2">
      {formatQuantity(runs.length, 'run')}: {totals.join(', ')}
    </p>
  );
}

/** A link from the list to the history of one user, with the text that was searched for. */
function FindUser({ q }: { q: string }) {
  return (
    <p className="px-1 text-sm text-ink-2">
      {q === '' ? (
        <Link href="/history" className="text-accent underline">
          Find a user in all runs
        </Link>
      ) : (
        <HistoryLink who={q}>Look for a user “{q}” in all runs</HistoryLink>
      )}
      , by account ID, e-mail address or name
    </p>
  );
}
