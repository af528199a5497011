import { send } from '#components/shared/api.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatCount, formatDateTime, formatQuantity } from '#components/shared/format.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { runAnswerSchema } from '#lib/contract/runs';
import type { RunState } from '#lib/domain/run/state';
import { isVerifying } from '#lib/domain/run/verification-texts';
import { verdictLines } from '#lib/domain/run/view/verification-view';

/** The result of reading the accounts again after the run, and the button that does it again. */
export function VerificationCard({
  runId,
  state,
  settled,
  isLive,
  watching,
  onAsked,
}: {
  runId: string;
  state: RunState;
  /** The positions that later runs settled. */
  settled: ReadonlyMap<number, unknown>;
  /** Whether the journal is being followed: a verification that is not over is then under way. */
  isLive: boolean;
  /** Whether another process has the data folder: only that one knows whether a verification goes on. */
  watching: boolean;
  /** A verification has begun: the journal grows again. */
  onAsked: () => void;
}) {
  const { failure, busy, run } = useAttempt();
  const { verification } = state;
  const isUnderWay = isVerifying(state) && isLive && !watching;

  async function ask(): Promise<void> {
    const path = `/api/runs/${encodeURIComponent(runId)}/verification`;
    if (await run(() => send('POST', path, {}, runAnswerSchema))) onAsked();
  }
  return (
    <>
      <p {...(verification && { role: 'status' })} className="text-xs text-ink-2">
        {statusText(state, isUnderWay, watching)}
      </p>
      {verification !== null && <Verdicts state={state} settled={settled} />}
      {verification?.message && (
        <p className="mt-1.5 text-xs text-ink-2">
          {verification.message} {verification.hint}
        </p>
      )}
      {failure && <FailureNotice failure={failure} />}
      <div className="mt-2">
        <Button size="sm" onClick={() => void ask()} busy={busy || isUnderWay}>
          {verification === null ? 'Verify' : 'Verify again'}
        </Button>
      </div>
    </>
  );
}

const askTheOther = 'The Lockstep that works in this data folder knows whether it goes on.';

function statusText(state: RunState, isUnderWay: boolean, watching: boolean): string {
  const { verification } = state;
  if (verification === null) return 'Not verified: the accounts were not read again after the run.';
  const { wait, endedAt, begunAt } = verification;
  if (endedAt !== null)
    return `The accounts were read again after the run, the last on ${formatDateTime(endedAt)}.`;
  if (watching)
    return `The verification that began on ${formatDateTime(begunAt)} has not ended. ${askTheOther}`;
  if (!isUnderWay) {
    return `The verification that began on ${formatDateTime(begunAt)} was interrupted. It goes on with the next connection.`;
  }
  if (wait === null) return 'The accounts are being read again.';
  const users = formatQuantity(wait.users, 'account is', 'accounts are');
  return `${users} read a second time after ${formatDateTime(wait.until)}, since a status may lag behind a change.`;
}

/** The verdicts of the users whom the run called, and how many were settled without a call. */
function Verdicts({ state, settled }: { state: RunState; settled: ReadonlyMap<number, unknown> }) {
  const uncalled = state.users.positions(({ attempt, outcome }) => attempt === 0 && outcome !== null).length;
  const lines = verdictLines(state, settled);
  if (uncalled > 0) lines.push({ label: 'Not called, so not read again', count: uncalled });
  return (
    <dl className="mt-1.5 grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 text-xs tabular-nums">
      {lines.map(({ label, count }) => (
        <div key={label} className="contents">
          <dt className="text-ink-3">{label}</dt>
          <dd className="text-right font-semibold">{formatCount(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
