import { send } from '#components/shared/api.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatDateTime } from '#components/shared/format.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { runAnswerSchema } from '#lib/contract/runs';
import { isReadingLog } from '#lib/domain/audit/audit-log';
import type { RunState } from '#lib/domain/run/state';
import { actorLabel, auditMatch } from '#lib/domain/run/view/audit-match';
import { auditLines, auditNote } from '#lib/domain/run/view/audit-texts';

/** Most of the other changes that the card names; the JSON report has all. */
const namedChanges = 5;

/** Atlassian's own audit log of the time of the run, and the button that asks for it. */
export function AuditLogCard({
  runId,
  state,
  isLive,
  watching,
  onAsked,
}: {
  runId: string;
  state: RunState;
  /** Whether the journal is being followed: a reading that is not over is then under way. */
  isLive: boolean;
  /** Whether another process has the data folder: only that one knows whether a reading goes on. */
  watching: boolean;
  /** A reading has begun: the journal grows again. */
  onAsked: () => void;
}) {
  const { failure, busy, run } = useAttempt();
  const isUnderWay = isReadingLog(state.auditLog) && isLive && !watching;
  const others = auditMatch(state)?.others ?? [];
  const note = auditNote(state);

  async function ask(): Promise<void> {
    const path = `/api/runs/${encodeURIComponent(runId)}/audit-log`;
    if (await run(() => send('POST', path, {}, runAnswerSchema))) onAsked();
  }
  return (
    <>
      <p {...(state.auditLog && { role: 'status' })} className="text-xs text-ink-2">
        {statusText(state, isUnderWay, watching)}
      </p>
      <dl className="mt-1.5 grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 text-xs tabular-nums">
        {auditLines(state).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3 wrap-anywhere">{name}</dt>
            <dd className="text-right font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      {others.length > 0 && (
        <ul className="mt-1.5 text-xs text-ink-2">
          {others.slice(0, namedChanges).map((event) => (
            <li
              key={`${event.at} ${event.action} ${event.positions.join()} ${event.others.join()}`}
              className="wrap-anywhere"
            >
              {formatDateTime(event.at)}: {event.action}, {actorLabel(event)}
            </li>
          ))}
          {others.length > namedChanges && <li>… and more, in the JSON report.</li>}
        </ul>
      )}
      {note && <p className="mt-1.5 text-xs text-ink-2">{note}</p>}
      {failure && <FailureNotice failure={failure} />}
      <div className="mt-2">
        <Button size="sm" onClick={() => void ask()} busy={busy || isUnderWay}>
          {state.auditLog === null ? 'Ask the audit log' : 'Ask the audit log again'}
        </Button>
      </div>
    </>
  );
}

function statusText({ auditLog }: RunState, isUnderWay: boolean, watching: boolean): string {
  if (auditLog === null) {
    return 'Not asked. Atlassian keeps this log where the organisation has Guard, for 180 days.';
  }
  if (isUnderWay) return 'The log is being read, at most ten pages a minute.';
  const { known, last } = auditLog;
  if (last.endedAt === null) {
    return watching
      ? 'Reading the log has not ended. The Lockstep that works in this data folder knows whether it goes on.'
      : 'Reading the log was interrupted. Ask again.';
  }
  return known?.endedAt
    ? `The log of ${formatDateTime(known.from)} to ${formatDateTime(known.to)}, as it was on ${formatDateTime(known.endedAt)}.`
    : `The log could not be read on ${formatDateTime(last.endedAt)}.`;
}
