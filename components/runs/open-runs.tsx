'use client';
import Link from 'next/link';
import { openRunsLabel } from '#components/runs/open-runs-label.ts';
import { isOpen, useRuns } from '#components/shared/use-runs.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** The ended runs with users who need a decision, if any. */
export function OpenRuns() {
  const open = useRuns().runs?.filter(isOpen) ?? [];
  const [latest] = open;
  if (!latest) return null;
  return (
    <Notice
      tone="amber"
      title={openRunsLabel(open)}
      actions={
        open.length === 1 ? (
          <Link
            href={`/runs/${encodeURIComponent(latest.id)}?outcome=attention`}
            className={buttonClass({ size: 'sm' })}
          >
            Decide about them
          </Link>
        ) : (
          <Link href="/runs?state=attention" className={buttonClass({ size: 'sm' })}>
            Show these runs
          </Link>
        )
      }
    >
      <p>
        They were refused, failed, are in doubt, skipped or still active. Retry them, or dismiss them with a
        reason.
      </p>
    </Notice>
  );
}
