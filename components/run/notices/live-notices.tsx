import type { ReactElement } from 'react';
import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { AbandonedNotice } from '#components/run/notices/abandoned-notice.tsx';
import { InterruptedNotice } from '#components/run/notices/interrupted-notice.tsx';
import { ObstacleNotice } from '#components/run/notices/obstacle-notice.tsx';
import { PausedNotice } from '#components/run/notices/paused-notice.tsx';
import { Since } from '#components/run/notices/since.tsx';
import { StillNotice } from '#components/run/notices/still-notice.tsx';
import { UnreadCallsNotice } from '#components/run/notices/unread-calls-notice.tsx';
import { longWait, WaitNotice } from '#components/run/notices/wait-notice.tsx';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatTime } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { topicOfHalt } from '#lib/domain/help/topic-of-run';
import type { Obstacle } from '#lib/domain/run/next/obstacle';
import type { RunState } from '#lib/domain/run/state';
import { calledUnread } from '#lib/domain/run/unread';

interface Moment {
  state: RunState;
  control: RunControl;
  /** What keeps a waiting run from being resumed; null if nothing does. */
  obstacle: Obstacle | null;
  /** Ms since the epoch. */
  now: number;
  /** For how many minutes the run has made no step for no known reason; 0 if it makes steps. */
  stillMinutes: number;
  /** Users whose call has begun and whose account is not read back yet. */
  unread: number;
  /** Somebody or something changed the plan or the journal of the run. */
  changed: boolean;
  /** Whether the server does not answer, so that the page does not know why the run waits. */
  stale: boolean;
}

/**
 * The notices that come while a run goes on: why it does not go on, since when, and what ends that. Often there is
 * none.
 */
export function liveNotices(moment: Moment): ReactElement[] {
  const { state, control, obstacle, now, stillMinutes, unread, changed, stale } = moment;
  const notices: ReactElement[] = [];
  const wait = control.abandoned === null && !stale ? longWait(state, now) : null;
  const called = calledUnread(state);
  if (control.failure) notices.push(<FailureNotice key="failure" failure={control.failure} />);
  if (control.abandoned)
    notices.push(<AbandonedNotice key="abandoned" abandoned={control.abandoned} obstacle={obstacle} />);
  if (state.status === 'paused' && state.pause)
    notices.push(
      // Each pause has a notice of its own: another text does not move within an old one.
      <PausedNotice
        key={`paused ${state.pause.since}`}
        pause={state.pause}
        control={control}
        obstacle={obstacle}
      />,
    );
  if (stillMinutes > 0 && !stale) notices.push(<StillNotice key="still" minutes={stillMinutes} />);
  if (wait) notices.push(<WaitNotice key="wait" hold={wait} status={state.status} control={control} />);
  if (state.keyFault && state.status !== 'ended' && state.status !== 'running')
    notices.push(<KeyNotice key="key" fault={state.keyFault} />);
  if (state.status === 'interrupted' && control.abandoned === null && !changed)
    notices.push(<InterruptedNotice key="interrupted" state={state} unread={unread} obstacle={obstacle} />);
  if (obstacle && !isSaid(obstacle, state))
    notices.push(<ObstacleNotice key="obstacle" obstacle={obstacle} control={control} />);
  if (state.end?.how === 'halted')
    notices.push(<HaltedNotice key="halted" end={state.end} at={state.endedAt} />);
  // The last one, since it stays until the end, below notices that come and go.
  if (called > 0)
    notices.push(<UnreadCallsNotice key="unread" count={called} agreed={state.withoutReading === true} />);
  return notices;
}

/**
 * Whether another notice says it already: the band over every page, the notice of a changed run, or that of the pause.
 */
function isSaid({ kind, message }: Obstacle, { pause }: RunState): boolean {
  return kind === 'watching' || kind === 'differs' || message === pause?.message;
}

/** Shown when the key was refused, until the run has ended for that reason. */
function KeyNotice({ fault: { message, hint } }: { fault: NonNullable<RunState['keyFault']> }) {
  return (
    <Notice tone="red" live title={message}>
      <p>{hint}</p>
      <HelpLink topic={topicOfHalt['key-refused']} />
    </Notice>
  );
}

function HaltedNotice({ end, at }: { end: NonNullable<RunState['end']>; at: number | null }) {
  return (
    <Notice tone="red" live title={end.message}>
      <p>{end.hint}</p>
      <Since topic={end.code && topicOfHalt[end.code]}>
        {at !== null && `Halted at ${formatTime(at)}. No call was made after that.`}
      </Since>
    </Notice>
  );
}
