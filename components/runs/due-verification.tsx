'use client';
import Link from 'next/link';
import { useRuns } from '#components/shared/use-runs.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { dueText } from '#lib/domain/run/view/verification-due';

/** The latest run whose accounts should be read again, if any. The page of the run does it. */
export function DueVerification() {
  const due = useRuns().runs?.filter(({ verificationDue }) => verificationDue !== null) ?? [];
  const [run] = due;
  if (!run || run.verificationDue === null) return null;
  return (
    <Notice
      tone="accent"
      title={dueText(run.verificationDue, run.number, run.plan.act ?? 'deactivate')}
      actions={
        <Link href={`/runs/${encodeURIComponent(run.id)}`} className={buttonClass({ size: 'sm' })}>
          Go to run {run.number}
        </Link>
      }
    >
      {run.verificationDue === 'day-later' && (
        <p>
          Who came back was usually put back by an identity provider (SCIM), re-activated by another admin, or
          invited again.
        </p>
      )}
    </Notice>
  );
}
