import { waitReason } from '#components/run/wait-reason.ts';
import { formatCount, formatDuration, formatQuantity, formatTime } from '#components/shared/format.ts';
import { actTerms } from '#lib/domain/outcome/act';
import { answerLimits } from '#lib/domain/outcome/answer-limits';
import { maxDoubted } from '#lib/domain/run/next/next-step';
import { isForGood, type Obstacle } from '#lib/domain/run/next/obstacle';
import type { RunState } from '#lib/domain/run/state';
import { type AwaitedCall, awaitedCall } from '#lib/domain/run/view/awaited-call';
import { countdown, isWaiting, type RunPhase, stopwatch, waitLeft } from '#lib/domain/run/view/status';
import { tookMs } from '#lib/domain/run/view/took';

interface Props {
  state: RunState;
  phase: RunPhase;
  now: number;
  perMinute: number | null;
  /** The name of the user at a position of the plan. */
  nameOf: (position: number) => string;
  /** The name of the user who is done alone. */
  firstUser: string;
  /** What keeps a run that waits for the admin from being resumed; null if nothing does. */
  obstacle: Obstacle | null;
}

/**
 * Class for text that a narrow window hides, since it has room for two lines, but that screen readers still read out.
 */
const wideOnly = 'max-sm:sr-only';

/** The current activity of the run, under the bar. A call that hangs explains more than the pace does. */
export function NowLabel(props: Props) {
  const { state, phase, now, nameOf } = props;
  const call = awaitedCall(state, phase, now);
  if (call === null) return <Activity {...props} />;
  return (
    <>
      {(phase === 'paused' || phase === 'stopping') && (
        <span className={wideOnly}>
          <Activity {...props} />{' '}
        </span>
      )}
      <Awaited call={call} nameOf={nameOf} />
    </>
  );
}

/**
 * The text about a run that waits for the admin. `untilResumed` is the text if the run can be resumed, or once the
 * admin has answered.
 */
function waitLabel(obstacle: Obstacle | null, untilResumed: string): string {
  if (obstacle === null || obstacle.kind === 'in-copy') return untilResumed;
  if (isForGood(obstacle)) return 'Nobody is called any more. You can stop the run.';
  return 'Nobody is called. The run cannot be resumed yet.';
}

function Activity({ state, phase, now, perMinute, firstUser, obstacle }: Props) {
  switch (phase) {
    case 'starting':
      return 'The first call is about to begin.';
    case 'waiting':
      return <Waiting state={state} now={now} firstUser={firstUser} />;
    case 'first-user':
      if (state.canary.state === 'checking')
        return (
          <>
            {firstUser} was {actTerms[state.act].past}. The account is read back
            <span className={wideOnly}> before anybody else is called</span>.
          </>
        );
      if (isAllDoubted(state))
        return (
          <>
            It is not known yet what the call for {firstUser} did.
            <span className={wideOnly}>
              {' '}
              The account is read for half a minute, and nobody else is called.
            </span>
          </>
        );
      return `The first user, ${firstUser}, is done alone and read back before the rest.`;
    case 'running':
      if (state.act === 'dry-run')
        return 'Reading each account and asking whether it may be deactivated. Nobody is called.';
      if (isHeldUp(state))
        return `It is not known yet what ${maxDoubted} calls did. Nobody else is called until one of their accounts is read back.`;
      if (isReadingBack(state))
        return 'It is not known yet what the last calls did. Their accounts are read for half a minute.';
      return perMinute === null
        ? 'One user after the other.'
        : `${formatCount(Math.round(perMinute))} users a minute.`;
    case 'paused':
      return waitLabel(obstacle, 'Nobody is called until you resume.');
    case 'stopping':
      return <Stopping state={state} now={now} />;
    case 'cannot-go-on':
      return 'Nobody is called.';
    case 'end-unwritten':
      return 'Nobody is called any more.';
    case 'interrupted':
      return waitLabel(obstacle, 'Nobody is called until you resume or stop.');
    default:
      return endedLabel(state);
  }
}

function endedLabel(state: RunState): string {
  if (state.endedAt === null) return 'Ended.';
  const ms = tookMs(state);
  return `Ended ${formatTime(state.endedAt)}${ms === null ? '' : `, after ${formatDuration(ms)}`}.`;
}

/** A call without an answer: for how long, when Lockstep stops waiting, and what happens then. */
function Awaited({ call, nameOf }: { call: AwaitedCall } & Pick<Props, 'nameOf'>) {
  const others = call.calls - 1;
  const { silenceMs, totalMs } = answerLimits;
  return (
    <>
      No answer yet to the call for {nameOf(call.position)}
      {others > 0 && ` and ${formatQuantity(others, 'other user')}`} after{' '}
      <b className="font-semibold text-ink">{stopwatch(call.waitedMs)}</b>.
      <span className={wideOnly}>
        {' '}
        Lockstep stops waiting after {formatQuantity(silenceMs / 1_000, 'second')} of silence,{' '}
        {formatCount(totalMs / 1_000)} at most, and reads the account back.
      </span>
    </>
  );
}

/** Whether only accounts whose calls are in doubt are left to be read back. */
function isReadingBack(state: RunState): boolean {
  return state.next >= state.total && isAllDoubted(state);
}

/** Whether too many users are in doubt for another call, and no call is under way. */
function isHeldUp(state: RunState): boolean {
  return state.open.size >= maxDoubted && state.next < state.total && isAllDoubted(state);
}

/** Whether users are begun, and what the call did is not known for any of them. */
function isAllDoubted({ open, users }: RunState): boolean {
  return open.size > 0 && [...open].every((position) => users.at(position)?.stage === 'doubted');
}

function Stopping({ state, now }: { state: RunState; now: number }) {
  const stages = [...state.open].map((position) => state.users.at(position)?.stage);
  if (!stages.includes('doubted')) return 'No new call; the one under way settles first.';
  if (!isWaiting(state, now)) return 'No new call; what the last calls did is read back first.';
  return (
    <>
      No new call. What the last calls did is read back in{' '}
      <b className="font-semibold text-ink">{countdown(waitLeft(state, now))}</b>; then the run ends.
    </>
  );
}

function Waiting({ state, now, firstUser }: { state: RunState; now: number; firstUser: string }) {
  if (!isWaiting(state, now)) return null;
  const { why, next } = waitReason(state, firstUser);
  return (
    <>
      {why}: {next} in <b className="font-semibold text-ink">{countdown(waitLeft(state, now))}</b>
    </>
  );
}
