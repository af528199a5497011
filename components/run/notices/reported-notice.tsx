import { formatDateTime } from '#components/shared/format.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { Plan } from '#lib/domain/plan/plan';
import type { RunSource } from '#lib/domain/run/import';

/** Says what can be done with a run from a report or an evidence pack, and whether its truth was checked. */
export function ReportedNotice({ source, plan }: { source: RunSource; plan: Plan }) {
  const { fileName, endedAt, reported } = source;
  if (!reported) return null;
  const { run, head, planDigest, differences } = reported;
  const what = head === null ? 'a JSON report' : 'an evidence pack';
  return (
    <>
      <Notice
        tone="accent"
        title={`From ${what}: Lockstep made run ${run.number} with another data folder.`}
        className="wrap-anywhere"
      >
        <p>
          The outcomes are what {fileName} says
          {endedAt === null ? '' : `; that run ended ${formatDateTime(endedAt)}`}. You can restore exactly
          those whom it says were deactivated, only in {plan.organisationName}. Each account is read first.
        </p>
      </Notice>
      {head === null ? (
        <Notice tone="amber" title="Nothing proves that this report is true.">
          A JSON report has no chain, so an edited one looks like this one. Compare it with what you know, or
          use the evidence pack of the run.
        </Notice>
      ) : (
        <Notice title="The pack was checked: its parts agree." className="wrap-anywhere">
          Its plan has the digest <span className="font-mono text-xs">{planDigest}</span>, and its journal is
          one chain up to the hash <span className="font-mono text-xs">{head}</span>. Nothing in a pack is
          signed: compare these with what you have from elsewhere.
        </Notice>
      )}
      {differences.length > 0 && (
        <Notice tone="red" title="The report says that its run was not as it was sealed and written.">
          {differences.join(' ')}
        </Notice>
      )}
    </>
  );
}
