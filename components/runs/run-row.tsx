import Link from 'next/link';
import { operatorOf } from '#components/runs/run-filter.ts';
import { talliesOf } from '#components/runs/run-tally.ts';
import { statusOf } from '#components/runs/status.ts';
import { TallyBar, TallyLabels } from '#components/runs/tally-bar.tsx';
import { formatCount, formatDateTime, formatDuration } from '#components/shared/format.ts';
import type { Relative } from '#components/shared/links/relatives.ts';
import { Badge } from '#components/ui/badge.tsx';
import type { ListedRun } from '#lib/contract/runs';
import { dryRunMark } from '#lib/domain/outcome/act';
import { whoAndWhyOf } from '#lib/domain/plan/who-and-why';
import { tookMs } from '#lib/domain/run/view/took';

/** One run of the history. */
export function RunRow({ run, relatives }: { run: ListedRun; relatives: readonly Relative[] }) {
  const { word, tone } = statusOf(run);
  const tallies = talliesOf(run);
  const { startedAt, createdAt, plan } = run;
  const who = whoAndWhyOf(plan);
  const name = operatorOf(run);
  const about = [who.ticket, name && `by ${name}`, who.reason].filter(Boolean).join(' · ');
  const took = tookMs(run);
  const facts = [...run.verified, ...decided(run)];
  return (
    <li className="relative grid gap-x-6 gap-y-2 px-4 py-3 hover:bg-sunken sm:px-5 md:grid-cols-[9.5rem_minmax(0,1fr)_minmax(0,1.25fr)] md:items-center">
      <div className="flex items-center gap-2 md:block">
        {/* The link covers its row. */}
        <Link
          href={`/runs/${encodeURIComponent(run.id)}`}
          className="font-medium after:absolute after:inset-0"
        >
          Run {run.number}
        </Link>
        <div className="flex flex-wrap gap-1 md:mt-0.5">
          {plan.act === 'dry-run' && <Badge tone="accent">{dryRunMark}</Badge>}
          <Badge tone={tone}>{word}</Badge>
          {run.users.open > 0 && <Badge tone="amber">{formatCount(run.users.open)} open</Badge>}
        </div>
      </div>
      <div className="min-w-0">
        <p className="truncate">
          {plan.organisationName} <span className="text-ink-3">·</span> {plan.rosterName}
        </p>
        <p className="text-xs text-ink-3">
          <time dateTime={new Date(startedAt ?? createdAt).toISOString()}>
            {formatDateTime(startedAt ?? createdAt)}
          </time>
          {took !== null && <span> · took {formatDuration(took)}</span>}
        </p>
        {relatives.length > 0 && (
          <p className="flex flex-wrap gap-x-2 text-xs">
            {relatives.map(({ id, label }) => (
              <Link
                key={id}
                href={`/runs/${encodeURIComponent(id)}`}
                className="relative text-accent hover:underline"
              >
                {label}
              </Link>
            ))}
          </p>
        )}
        {about !== '' && <p className="truncate text-xs text-ink-3">{about}</p>}
      </div>
      <div className="flex min-w-0 flex-col gap-1.5">
        <TallyBar tallies={tallies} />
        <TallyLabels tallies={tallies} />
        {facts.length > 0 && <p className="text-xs text-ink-3">{facts.join(' · ')}</p>}
      </div>
    </li>
  );
}

/** The decisions about users for whom the run missed its goal. */
function decided({ users: { settled, dismissed } }: ListedRun): string[] {
  return [
    ...(settled > 0 ? [`${formatCount(settled)} settled by a later run`] : []),
    ...(dismissed > 0 ? [`${formatCount(dismissed)} dismissed`] : []),
  ];
}
