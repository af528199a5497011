import Link from 'next/link';
import { relativesOf } from '#components/shared/links/relatives.ts';
import { useRuns } from '#components/shared/use-runs.ts';
import type { RunSummary } from '#lib/contract/runs';

/** Links to the runs that were made of this one, such as its restore: they may have changed what this page shows. */
export function MadeOfThis({ run }: { run: RunSummary }) {
  const { runs = [] } = useRuns();
  return relativesOf(run, runs)
    .filter(({ id }) => id !== run.plan.parent?.runId)
    .map(({ label, id }) => (
      <span key={id}>
        {' · '}
        <Link href={`/runs/${encodeURIComponent(id)}`} className="text-accent underline">
          {label}
        </Link>
      </span>
    ));
}
