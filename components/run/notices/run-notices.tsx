import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { AbandonedNotice } from '#components/run/notices/abandoned-notice.tsx';
import { ChangedNotice } from '#components/run/notices/changed-notice.tsx';
import { DryRunNotices } from '#components/run/notices/dry-run-notices.tsx';
import { ImportedNotice } from '#components/run/notices/imported-notice.tsx';
import { InterruptedNotice } from '#components/run/notices/interrupted-notice.tsx';
import { ObstacleNotice } from '#components/run/notices/obstacle-notice.tsx';
import { PausedNotice } from '#components/run/notices/paused-notice.tsx';
import { ReportedNotice } from '#components/run/notices/reported-notice.tsx';
import { Since } from '#components/run/notices/since.tsx';
import { StillNotice } from '#components/run/notices/still-notice.tsx';
import { UnreadCallsNotice } from '#components/run/notices/unread-calls-notice.tsx';
import { WaitNotice } from '#components/run/notices/wait-notice.tsx';
import type { ResumeObstacle } from '#components/run/resume-obstacle.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatTime } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { RunDetail } from '#lib/contract/run';
import { topicOfHalt } from '#lib/domain/help/topic-of';
import type { RunState } from '#lib/domain/run/state';

interface Props {
  state: RunState;
  control: RunControl;
  /** What keeps a waiting run from being resumed; null if nothing does. */
  obstacle: ResumeObstacle | null;
  /** Ms since the epoch. */
  now: number;
  /** For how many minutes the run has made no step for no known reason; 0 if it makes steps. */
  stillMinutes: number;
  /** Users whose call has begun and whose account is not read back yet. */
  unread: number;
  detail: RunDetail;
  /** The server does not answer, so that nobody knows what the run waits for. */
  stale: boolean;
}

/** The notices about a run: why it does not go on, since when, what ends that, and warnings about its report. */
export function RunNotices({ state, control, obstacle, now, stillMinutes, unread, detail, stale }: Props) {
  const { differences } = detail.run;
  const carriedOut = control.abandoned === null;
  return (
    <>
      {differences.length > 0 && <ChangedNotice differences={differences} ended={state.status === 'ended'} />}
      {control.failure && <FailureNotice failure={control.failure} />}
      {state.imported &&
        (state.imported.reported ? (
          <ReportedNotice source={state.imported} plan={detail.run.plan} />
        ) : (
          <ImportedNotice source={state.imported} />
        ))}
      {state.act === 'dry-run' && <DryRunNotices detail={detail} />}
      {control.abandoned !== null && <AbandonedNotice {...control.abandoned} />}
      {state.status === 'paused' && state.pause && (
        <PausedNotice pause={state.pause} control={control} obstacle={obstacle} />
      )}
      {stillMinutes > 0 && !stale && <StillNotice minutes={stillMinutes} />}
      {carriedOut && !stale && <WaitNotice state={state} control={control} now={now} />}
      <UnreadCallsNotice state={state} />
      {state.keyFault && state.status !== 'ended' && state.status !== 'running' && (
        <Notice tone="red" live title={state.keyFault.message}>
          <p>{state.keyFault.hint}</p>
          <HelpLink topic={topicOfHalt['key-refused']} />
        </Notice>
      )}
      {state.status === 'interrupted' && carriedOut && differences.length === 0 && (
        <InterruptedNotice state={state} unread={unread} obstacle={obstacle} />
      )}
      {obstacle && carriedOut && differences.length === 0 && state.pause?.code !== 'stood-still' && (
        <ObstacleNotice obstacle={obstacle} control={control} />
      )}
      {state.end?.how === 'halted' && <HaltedNotice end={state.end} at={state.endedAt} />}
    </>
  );
}

function HaltedNotice({ end, at }: { end: NonNullable<RunState['end']>; at: number | null }) {
  return (
    <Notice tone="red" live title={end.message}>
      <p>{end.hint}</p>
      {at !== null && <Since>Halted at {formatTime(at)}. No call was made after that.</Since>}
      {end.code && <HelpLink topic={topicOfHalt[end.code]} />}
    </Notice>
  );
}
