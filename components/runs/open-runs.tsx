'use client';
import Link from 'next/link';
import { formatQuantity } from '#components/shared/format.ts';
import { isOpen, useRuns } from '#components/shared/use-runs.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** The ended runs with users who need a decision, if any. */
export function OpenRuns() {
  const open = useRuns().runs?.filter(isOpen) ?? [];
  const [latest] = open;
  if (!latest) return null;
  const users = open.reduce((sum, run) => sum + run.users.open, 0);
  const needs = formatQuantity(users, 'user needs', 'users need');
  const which = open.length === 1 ? `Run ${latest.number} is open` : `${open.length} runs are open`;
  return (
    <Notice
      tone="amber"
      title={`${which}: ${needs} a decision`}
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
