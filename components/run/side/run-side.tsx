import { Fragment } from 'react';
import { type Pace, workedUntil } from '#components/run/feed/pace.ts';
import { AuditLogCard } from '#components/run/side/audit-log-card.tsx';
import { canaryLabel } from '#components/run/side/canary-label.ts';
import { Card } from '#components/run/side/card.tsx';
import { DeleteRun } from '#components/run/side/delete-run.tsx';
import { Headcounts } from '#components/run/side/headcounts.tsx';
import { PaceChart } from '#components/run/side/pace-chart.tsx';
import { PlanSeal } from '#components/run/side/plan-seal.tsx';
import { VerificationCard } from '#components/run/side/verification-card.tsx';
import { formatDateTime, formatDuration, formatQuantity } from '#components/shared/format.ts';
import type { RunSummary } from '#lib/contract/runs';
import { notSealed, type Plan } from '#lib/domain/plan/plan';
import { canaryCount, defaultOptions } from '#lib/domain/plan/run-options';
import { whoAndWhyFacts } from '#lib/domain/plan/who-and-why';
import type { RunState } from '#lib/domain/run/state';
import { verifiedPositions } from '#lib/domain/run/verdict';
import { answersOf } from '#lib/domain/run/view/answered';
import { keysOf } from '#lib/domain/run/view/keys';

interface Props {
  run: RunSummary;
  state: RunState;
  /** The positions that later runs settled. */
  settled: ReadonlyMap<number, unknown>;
  pace: Pace;
  firstUser: string;
  now: number;
  /** Whether the journal is being followed. */
  isLive: boolean;
  /** Whether another process has the data folder. */
  watching: boolean;
  /**
   * Whether the page has shown the run while it was under way. Then parts that appear at the end come last, so that
   * nothing moves.
   */
  watched: boolean;
  /** Follows the journal again. */
  followAgain: () => void;
}

/** The column beside the users of a run: its plan, its times, its pace. */
export function RunSide(props: Props) {
  const { run, state, settled, pace, firstUser, now, isLive, watching, watched, followAgain } = props;
  const { endedAt } = state;
  const imported = state.imported !== null;
  const answered = answersOf(run.plan, state);
  const who = [...whoAndWhyFacts(run.plan), ...laterKeys(run.plan, state)];
  const readings = endedAt !== null && (
    <>
      {verifiedPositions(state).length > 0 && (
        <Card title="Verification">
          <VerificationCard
            runId={run.id}
            state={state}
            settled={settled}
            isLive={isLive}
            watching={watching}
            onAsked={followAgain}
          />
        </Card>
      )}
      {!imported && state.act !== 'dry-run' && (
        <Card title="Atlassian’s audit log">
          <AuditLogCard
            runId={run.id}
            state={state}
            isLive={isLive}
            watching={watching}
            onAsked={followAgain}
          />
        </Card>
      )}
    </>
  );
  return (
    <aside aria-label="About this run" className="grid content-start gap-4 sm:grid-cols-2 lg:grid-cols-1">
      {!imported && state.act !== 'dry-run' && (
        <Card title="First user">
          {(endedAt === null || state.canary.position !== null) && (
            <p className="font-medium wrap-anywhere">{firstUser}</p>
          )}
          <p className="text-xs text-ink-2">{canaryLabel(state)}</p>
        </Card>
      )}
      {state.counted && (
        <Card title="Active managed accounts">
          <Headcounts state={state} />
        </Card>
      )}
      {!watched && readings}
      <PlanCard run={run} state={state} />
      {answered.length > 0 && (
        <Card title="Answered before the run">
          {answered.map((text) => (
            <p key={text} className="text-xs text-ink-2 wrap-anywhere not-first:mt-1">
              {text}
            </p>
          ))}
        </Card>
      )}
      {who.length > 0 && (
        <Card title="Who and why">
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-xs">
            {who.map(([name, value]) => (
              <Fragment key={`${name} ${value}`}>
                <dt className="text-ink-3">{name}</dt>
                <dd className="text-right wrap-anywhere">{value}</dd>
              </Fragment>
            ))}
          </dl>
        </Card>
      )}
      <TimesCard run={run} state={state} worked={workedUntil(pace, now)} />
      {!imported && (
        <Card title="Users a minute">
          <PaceChart pace={pace} until={endedAt ?? now} ended={endedAt !== null} />
        </Card>
      )}
      {watched && readings}
      {endedAt !== null && (
        <div className="text-right">
          <DeleteRun run={run} />
        </div>
      )}
    </aside>
  );
}

/** The keys with which the run was resumed, if they are not that of the plan, each with its first time. */
function laterKeys(plan: Plan, state: RunState): [string, string][] {
  return keysOf(plan, state).flatMap(({ tail, since }): [string, string][] =>
    since === null ? [] : [['Resumed with', `…${tail}, from ${formatDateTime(since)}`]],
  );
}

function PlanCard({ run: { plan }, state }: Pick<Props, 'run' | 'state'>) {
  const gap = notSealed(plan);
  return (
    <Card title={state.imported ? 'Accounts in the file' : 'Sealed plan'}>
      <PlanSeal digest={state.planDigest || plan.digest} />
      <p className="mt-1 text-xs text-ink-2">
        {formatQuantity(plan.count, 'user')}
        {!state.imported && paceLabel(plan)}
      </p>
      {gap !== null && <p className="mt-1 text-xs text-ink-2">{gap}</p>}
      {plan.terms?.sizeLimit.raisedBecause && (
        <p className="mt-1 text-xs text-ink-2 wrap-anywhere">
          Above the size limit: {plan.terms.sizeLimit.raisedBecause}
        </p>
      )}
    </Card>
  );
}

function TimesCard({
  run,
  state,
  worked,
}: Pick<Props, 'run' | 'state'> & {
  /** In ms, without pauses. */
  worked: number;
}) {
  const { startedAt, endedAt } = state;
  return (
    <Card title="Times">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-xs">
        <dt className="text-ink-3">Organisation</dt>
        <dd className="text-right wrap-anywhere">{run.plan.organisationName}</dd>
        <dt className="text-ink-3">Started</dt>
        <dd className="text-right">{startedAt === null ? '–' : formatDateTime(startedAt)}</dd>
        <dt className="text-ink-3">Ended</dt>
        <dd className="text-right">{endedAt === null ? '–' : formatDateTime(endedAt)}</dd>
        {state.imported ? (
          <>
            <dt className="text-ink-3">Imported</dt>
            <dd className="text-right">{formatDateTime(run.createdAt)}</dd>
          </>
        ) : (
          <>
            <dt className="text-ink-3">Working time</dt>
            <dd className="text-right">{worked > 0 ? formatDuration(worked) : '–'}</dd>
          </>
        )}
      </dl>
    </Card>
  );
}

/** The concurrency and the gap with which the sealed plan calls its users. */
function paceLabel({ options = defaultOptions, count }: Pick<Plan, 'options' | 'count'>): string {
  const first = canaryCount(options.canary, count);
  const alone = first === 1 ? 'first user alone' : `first ${first} users alone`;
  const concurrency = options.concurrency === 1 ? 'one at a time' : `up to ${options.concurrency} at a time`;
  return ` · ${alone} · ${concurrency}`;
}
