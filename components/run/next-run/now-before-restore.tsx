import Link from 'next/link';
import { useComparison } from '#components/shared/comparison/use-comparison.ts';
import { formatCount } from '#components/shared/format.ts';
import { Notice } from '#components/ui/notice.tsx';
import { differenceLabel } from '#lib/domain/reconcile/difference';

/** What the directory knows now about the users of the run that a restore would undo. */
export function NowBeforeRestore({ runId }: { runId: string }) {
  const { comparison, failure } = useComparison(runId, null);
  const counts = (comparison?.users ?? []).map(
    ({ kind, count }) => `${differenceLabel(kind, comparison?.goal ?? 'inactive')}: ${formatCount(count)}`,
  );
  return (
    <Notice title="The users of this run now, as last read from Atlassian">
      {comparison && <p>{counts.join(' · ')}</p>}
      {!comparison && <p>{failure ? `${failure.message} ${failure.hint}` : 'They are being compared.'}</p>}
      <Link href={`/runs/${encodeURIComponent(runId)}/compare`} className="text-accent underline">
        Compare with now
      </Link>
    </Notice>
  );
}
