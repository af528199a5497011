'use client';
import Link from 'next/link';
import { useState } from 'react';
import { CompareSource } from '#components/compare/compare-source.tsx';
import { Differences } from '#components/compare/differences.tsx';
import { comparisonPath, useComparison } from '#components/shared/comparison/use-comparison.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { DownloadLink } from '#components/shared/files/download-link.tsx';
import { formatDateTime, formatQuantity } from '#components/shared/format.ts';
import { useRuns } from '#components/shared/use-runs.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { Download } from '#components/ui/icons/lucide.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import type { ComparisonAnswer } from '#lib/contract/comparison';

/** Compares the goal of a run with the present state of its accounts, and shows changes by others. */
export function Compare({ runId }: { runId: string }) {
  const [rosterId, setRosterId] = useState<string | null>(null);
  const { comparison, failure, again } = useComparison(runId, rosterId);
  const run = useRuns().runs?.find(({ id }) => id === runId);
  // With a roster chosen, it is the roster that does not exist.
  const isMissing = failure?.code === 'not-found' && rosterId === null;
  return (
    <div className="mx-auto flex w-full max-w-[70rem] flex-col gap-4 px-4 py-5 sm:px-5 sm:py-6">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <p className="text-xs text-ink-3 wrap-anywhere">
            <Link href={`/runs/${encodeURIComponent(runId)}`} className="text-accent underline">
              {run ? `Run ${run.number}` : 'The run'}
            </Link>
            {run && ` · ${run.plan.organisationName} · ${run.plan.rosterName}`}
          </p>
          <h1 className="mt-0.5 text-lg font-semibold tracking-tight">Compare with now</h1>
        </div>
        {/* It has its place from the beginning, so that it moves nothing. */}
        <div className={cx('flex flex-wrap items-center gap-3', !comparison && 'invisible')}>
          <DownloadLink
            path={comparisonPath(runId, rosterId, '.csv', true)}
            className="text-sm text-accent underline"
          >
            Redacted, to share
          </DownloadLink>
          <DownloadLink path={comparisonPath(runId, rosterId, '.csv')} className={buttonClass({})}>
            <Download size={13} />
            Difference report
          </DownloadLink>
        </div>
      </div>
      {!isMissing && (
        <CompareSource
          rosterId={rosterId}
          since={comparison?.since ?? run?.endedAt ?? null}
          choose={setRosterId}
          wasRead={again}
        />
      )}
      {failure && (
        <FailureNotice
          failure={failure}
          actions={
            isMissing && (
              <Link href="/runs" className={buttonClass({ size: 'sm' })}>
                See all runs
              </Link>
            )
          }
        />
      )}
      {!comparison && !failure && <RowsSkeleton label="The run is being compared" rows={4} />}
      {comparison && <Compared comparison={comparison} />}
    </div>
  );
}

function Compared({ comparison }: { comparison: ComparisonAnswer }) {
  const { compared, notes, others } = comparison;
  return (
    <>
      {notes.map((note) => (
        <Notice key={note} tone="amber" title={note} />
      ))}
      <Differences
        title="Users of this run"
        lead={`${comparedText(compared)} The run is not changed by this comparison.`}
        comparison={comparison}
        part="users"
      />
      {others.state === 'not-compared' ? (
        <Panel title="Everybody else" lead={`Not compared. ${others.why}`} />
      ) : (
        <Differences
          title="Everybody else"
          lead={`Compared with ${others.before.name}, of ${formatDateTime(others.before.at)}, which the run was made from.${
            others.notKnown > 0
              ? ` The present status of ${formatQuantity(others.notKnown, 'account')} is not known.`
              : ''
          }`}
          comparison={comparison}
          part="others"
        />
      )}
    </>
  );
}

function comparedText(compared: ComparisonAnswer['compared']): string {
  if (compared.from === 'file') return `${compared.name} has the date ${formatDateTime(compared.at)}.`;
  return compared.listAt === null
    ? 'Each account is shown as last read from Atlassian, after the run.'
    : `Each account is shown as last read from Atlassian. The list of managed accounts was read on ${formatDateTime(compared.listAt)}.`;
}
