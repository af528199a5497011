import { ChangedNotice } from '#components/run/notices/changed-notice.tsx';
import { DryRunNotices } from '#components/run/notices/dry-run-notices.tsx';
import { ImportedNotice } from '#components/run/notices/imported-notice.tsx';
import { ReportedNotice } from '#components/run/notices/reported-notice.tsx';
import type { RunDetail } from '#lib/contract/run';
import type { RunState } from '#lib/domain/run/state';

/**
 * The notices about a run that are there from its start: what kind of run it is, and whether its files were changed.
 */
export function RunNotices({ state, detail }: { state: RunState; detail: RunDetail }) {
  const { differences } = detail.run;
  return (
    <>
      {differences.length > 0 && <ChangedNotice differences={differences} ended={state.status === 'ended'} />}
      {state.imported &&
        (state.imported.reported ? (
          <ReportedNotice source={state.imported} plan={detail.run.plan} />
        ) : (
          <ImportedNotice source={state.imported} />
        ))}
      {state.act === 'dry-run' && <DryRunNotices detail={detail} />}
    </>
  );
}
