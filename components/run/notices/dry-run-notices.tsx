import { Notice } from '#components/ui/notice.tsx';
import type { RunDetail } from '#lib/contract/run';
import { dryRunMark } from '#lib/domain/outcome/act';
import { stopsOf } from '#lib/domain/plan/stops';

/** Says that a dry run deactivates nobody, and what would stop the real run. */
export function DryRunNotices({ detail: { alarms, run } }: { detail: RunDetail }) {
  const stops = stopsOf(alarms, run.plan.terms);
  return (
    <>
      <Notice tone="accent" title={`${dryRunMark}: nobody is deactivated.`}>
        Lockstep reads each account and asks Atlassian whether it may be deactivated. Nothing is changed.
      </Notice>
      {stops.length > 0 && (
        <Notice tone="amber" title="The real run would not start as the plan is now:">
          <ul className="list-disc pl-5">
            {stops.map((stop) => (
              <li key={stop}>{stop}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
