import { formatCount, formatDuration, formatTime } from '#components/shared/format.ts';
import { actTerms } from '#lib/domain/outcome/act';
import { maxDoubted } from '#lib/domain/run/next/next-step';
import type { RunState } from '#lib/domain/run/state';
import { countdown, isWaiting, type RunPhase, waitLeft } from '#lib/domain/run/view/status';

/** The current activity of the run, in one sentence under the bar. */
export function NowLabel({
  state,
  phase,
  now,
  perMinute,
  firstUser,
}: {
  state: RunState;
  phase: RunPhase;
  now: number;
  perMinute: number | null;
  /** The name of the user who is done alone. */
  firstUser: string;
}) {
  switch (phase) {
    case 'starting':
      return 'The first call is about to begin.';
    case 'waiting':
      return <Waiting state={state} now={now} firstUser={firstUser} />;
    case 'first-user':
      if (state.canary.state === 'checking')
        return `${firstUser} was ${actTerms[state.act].past}. The account is read back before anybody else is called.`;
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
      return 'Nobody is called until you resume.';
    case 'stopping':
      return <Stopping state={state} now={now} />;
    case 'cannot-go-on':
      return 'Nobody is called.';
    case 'end-unwritten':
      return 'Nobody is called any more.';
    case 'interrupted':
      return 'Nobody is called until you resume or stop.';
    default:
      return state.startedAt !== null && state.endedAt !== null
        ? `Ended ${formatTime(state.endedAt)}, after ${formatDuration(state.endedAt - state.startedAt)}.`
        : 'Ended.';
  }
}

/** Whether only accounts whose calls are in doubt are left to be read back. */
function isReadingBack({ open, users, next, total }: RunState): boolean {
  if (open.size === 0 || next < total) return false;
  return [...open].every((position) => users.at(position)?.stage === 'doubted');
}

/** Whether too many users are in doubt for another call, and no call is under way. */
function isHeldUp({ open, users, next, total }: RunState): boolean {
  if (open.size < maxDoubted || next >= total) return false;
  return [...open].every((position) => users.at(position)?.stage === 'doubted');
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
  const clock = <b className="font-semibold text-ink">{countdown(waitLeft(state, now))}</b>;
  if (state.hold?.asked) return <>Waiting as Atlassian asked: goes on by itself in {clock}</>;
  if (state.canary.state === 'checking') {
    return (
      <>
        {firstUser} is not inactive yet; the account is read again in {clock}
      </>
    );
  }
  const users = [...state.open].map((position) => state.users.at(position));
  if (users.some((user) => user?.stage === 'doubted')) {
    return <>Waiting before an account is read back again: goes on by itself in {clock}</>;
  }
  return <>Waiting before the same user is tried again: goes on by itself in {clock}</>;
}
