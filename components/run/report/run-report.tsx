import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import type { FeedView } from '#components/run/feed/run-feed.ts';
import { NextRunDialog } from '#components/run/next-run/next-run-dialog.tsx';
import { type NextRun, useNextRun } from '#components/run/next-run/use-next-run.ts';
import { againstPrediction } from '#components/run/report/against-prediction.ts';
import { attentionGroups } from '#components/run/report/attention.ts';
import { AttentionList } from '#components/run/report/attention-list.tsx';
import { Predicted } from '#components/run/report/predicted.tsx';
import { ReportFiles } from '#components/run/report/report-files.tsx';
import { reportLead } from '#components/run/report/report-lead.ts';
import { formatQuantity } from '#components/shared/format.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { ArrowRight, GitCompareArrows, Undo2 } from '#components/ui/icons/lucide.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { RunDetail } from '#lib/contract/run';
import type { PlanSource } from '#lib/domain/plan/source';
import { isReported } from '#lib/domain/run/import';
import type { Decisions } from '#lib/domain/run/view/decisions';
import { leftCount, pickUsers } from '#lib/domain/run/view/pick';
import { atOnce } from '#lib/domain/text/pieces';

interface Props {
  detail: RunDetail;
  view: FeedView;
  /** Lists the users that need attention. */
  onAttention: () => void;
  decisions: Decisions;
  /** The journal has grown. */
  followAgain: () => void;
}

/** The report of a run that has ended: first what needs the admin, then what can be done next. */
export function RunReport({ detail, view, onAttention, decisions, followAgain }: Props) {
  const router = useRouter();
  const { run } = view;
  const groups = useMemo(() => attentionGroups(view.run), [view]);
  const comparison = useMemo(() => againstPrediction(view.run, detail.entries), [view, detail.entries]);
  // A run that was read from a report can only be restored.
  const left = useMemo(() => (isReported(view.run.imported) ? 0 : leftCount(view.run)), [view]);
  const imported = run.imported !== null;
  const dryRun = run.act === 'dry-run';
  const next = useNextRun(detail.run.id, detail.entries, (id) =>
    router.push(`/runs/${encodeURIComponent(id)}`),
  );
  return (
    <Panel
      id="report"
      className="@container min-w-0"
      title="Report"
      lead={reportLead(run)}
      aside={<NextActs detail={detail} view={view} left={left} seal={next.seal} />}
    >
      <div className="grid gap-4">
        {groups.length > 0 && (
          <AttentionList
            groups={groups}
            onList={onAttention}
            run={detail.run}
            state={run}
            entries={detail.entries}
            decisions={decisions}
            retry={isReported(run.imported) ? null : (positions) => next.seal('attention', { positions })}
            onDismissed={followAgain}
          />
        )}
        {comparison && <Predicted comparison={comparison} act={run.act} />}
        {left > 0 && !dryRun && (
          <p className="text-ink-2">
            {imported
              ? `${formatQuantity(left, 'user is', 'users are')} not known to be inactive. A new run reads each of these accounts first, and calls it only if it is still active.`
              : `${formatQuantity(left, 'user was', 'users were')} not attempted: this run left their accounts as they were. A new run with the rest calls exactly these users.`}
          </p>
        )}
        <ReportFiles runId={detail.run.id} />
        {!dryRun && <RevokeKey />}
      </div>
      <NextRunDialog next={next} imported={imported} reviewId={detail.run.plan.rosterId} act={run.act} />
    </Panel>
  );
}

/** The runs that can follow this one. */
function NextActs({
  detail,
  view,
  left,
  seal,
}: Pick<Props, 'detail' | 'view'> & { left: number; seal: NextRun['seal'] }) {
  // The server picks the users of the new run with the same function, so the buttons offer what its plan will have.
  const offers = useMemo(() => {
    const count = (users: PlanSource) => atOnce(pickUsers(users, view.run, detail.entries)).picked.length;
    const deactivates = view.run.act === 'deactivate';
    const own = deactivates && view.run.imported === null;
    const restorable = own || (deactivates && isReported(view.run.imported));
    return { failed: own ? count('failed') : 0, restore: restorable ? count('deactivated') : 0 };
  }, [view, detail.entries]);
  const { rosterId } = detail.run.plan;
  const dryRun = view.run.act === 'dry-run';
  return (
    <div className="flex flex-wrap gap-2">
      {!dryRun && (
        <Link href={`/runs/${encodeURIComponent(detail.run.id)}/compare`} className={buttonClass({})}>
          <GitCompareArrows size={13} /> Compare with now
        </Link>
      )}
      {offers.restore > 0 && (
        <Button onClick={() => seal('deactivated')}>
          <Undo2 size={13} /> Restore…
        </Button>
      )}
      {offers.failed > 0 && (
        <Button onClick={() => seal('failed')}>
          Retry what failed <ArrowRight size={13} />
        </Button>
      )}
      {dryRun && rosterId !== null && (
        <Link
          href={`/review/${encodeURIComponent(rosterId)}`}
          className={buttonClass({ variant: 'primary' })}
        >
          Back to the review <ArrowRight size={13} />
        </Link>
      )}
      {left > 0 && !dryRun && (
        <Button onClick={() => seal('rest')}>
          {view.run.imported ? 'Retry here in a new run' : 'Start a new run with the rest'}{' '}
          <ArrowRight size={13} />
        </Button>
      )}
    </div>
  );
}

/**
 * Reminds the admin to revoke the key: it is the most powerful secret of its organisation, and not needed after the
 * work.
 */
function RevokeKey() {
  const { connection } = useConnection();
  if (!connection || (connection.state === 'connected' && connection.source === 'demo')) return null;
  return (
    <Notice title="Revoke the organisation API key if you no longer need it.">
      In{' '}
      <a
        href="https://admin.atlassian.com"
        target="_blank"
        rel="noreferrer"
        className="text-accent underline"
      >
        admin.atlassian.com
      </a>
      , under Settings, API keys. Anybody with the key can do what this run did.
    </Notice>
  );
}
