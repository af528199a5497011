import Link from 'next/link';
import { formatDateTime } from '#components/shared/format.ts';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { Badge } from '#components/ui/badge.tsx';
import type { HistoryRow } from '#lib/contract/run';
import { dryRunMark, outcomeLabel } from '#lib/domain/outcome/act';

/** One run in the history of a user. */
export function HistoryEntry({ row }: { row: HistoryRow }) {
  const { run, accountId, name, email, outcome, reason, at } = row;
  const page = `/runs/${encodeURIComponent(run.id)}?user=${encodeURIComponent(accountId)}`;
  const act = run.plan.act ?? 'deactivate';
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[11rem_minmax(0,1fr)] sm:px-5">
      <div>
        <Link href={page} className="font-medium text-accent underline">
          {act === 'restore' ? 'Restore, run' : 'Run'} {run.number}
        </Link>
        <p className="text-xs text-ink-3">
          {at === null ? (
            'Not begun'
          ) : (
            <time dateTime={new Date(at).toISOString()}>{formatDateTime(at)}</time>
          )}
        </p>
      </div>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-1.5">
          {act === 'dry-run' && <Badge tone="accent">{dryRunMark}</Badge>}
          <Badge>{outcomeLabel(act, outcome)}</Badge>
          {followUp(row).map((text) => (
            <span key={text} className="text-xs text-ink-2">
              {text}
            </span>
          ))}
        </p>
        {reason !== '' && <p className="mt-0.5 text-ink-2 wrap-anywhere">{reason}</p>}
        <p className="mt-0.5 text-xs text-ink-3 wrap-anywhere">
          <OutsideText text={name || email || accountId} />
          {name !== '' && email !== '' && (
            <>
              {' · '}
              <OutsideText text={email} address />
            </>
          )}{' '}
          · <span className="font-mono">{accountId}</span> · {run.plan.organisationName}
        </p>
      </div>
    </li>
  );
}

/** Texts about verifications and decisions after the run. */
function followUp({ verification, verifiedAt, settled, dismissedBecause }: HistoryRow): string[] {
  return [
    ...(verification === ''
      ? []
      : [`${verification}${verifiedAt === null ? '' : `, ${formatDateTime(verifiedAt)}`}`]),
    ...(settled === null ? [] : [`Settled in run ${settled.number}`]),
    ...(dismissedBecause === '' ? [] : [`Dismissed: ${dismissedBecause}`]),
  ];
}
