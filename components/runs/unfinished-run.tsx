'use client';
import Link from 'next/link';
import { statusOf } from '#components/runs/status.ts';
import { formatCount } from '#components/shared/format.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { isUnfinished, useRuns } from '#components/shared/use-runs.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { dryRunMark } from '#lib/domain/outcome/act';

/** The run that has not ended, if any. No other run can start before. */
export function UnfinishedRun() {
  const run = useRuns().runs?.find(isUnfinished);
  const { connection } = useConnection();
  if (!run) return null;
  const { word } = statusOf(run);
  const running = run.status === 'running';
  return (
    <Notice
      tone={running ? 'accent' : 'amber'}
      title={`${run.plan.act === 'dry-run' ? `${dryRunMark} · ` : ''}Run ${run.number}: ${word.toLowerCase()}, ${formatCount(run.settled)} of ${formatCount(run.plan.count)} users done`}
      actions={
        <Link href={`/runs/${encodeURIComponent(run.id)}`} className={buttonClass({ size: 'sm' })}>
          Go to run {run.number}
        </Link>
      }
    >
      <p>
        {connection?.state === 'none'
          ? 'Connect Lockstep to go on with it.'
          : 'You can upload and review meanwhile.'}{' '}
        The next run can start when this one has ended.
      </p>
    </Notice>
  );
}
