import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { wayOut } from '#components/run/notices/obstacle-notice.tsx';
import { Since } from '#components/run/notices/since.tsx';
import { formatTime } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { topicOfPause } from '#lib/domain/help/topic-of-run';
import type { Obstacle } from '#lib/domain/run/next/obstacle';
import type { RunState } from '#lib/domain/run/state';
import { pauseHint } from '#lib/domain/run/view/pause-hint';

/** The reason why the run is paused, how it continues, and since when it is paused. */
export function PausedNotice({
  pause,
  control,
  obstacle,
}: {
  pause: NonNullable<RunState['pause']>;
  control: RunControl;
  /** What keeps the run from being resumed; null if nothing does. */
  obstacle: Obstacle | null;
}) {
  const { pending, sendCommand } = control;
  const { code, message, since } = pause;
  const hint = pauseHint(pause, obstacle);
  const isForObstacle = obstacle?.message === message;
  return (
    <Notice
      tone={code === 'admin' ? 'neutral' : 'amber'}
      live
      title={message}
      actions={
        isForObstacle
          ? wayOut(obstacle, control)
          : code === 'nobody-read' &&
            obstacle === null && (
              <Button
                size="sm"
                busy={pending === 'resume-without-reading'}
                disabled={pending !== null && pending !== 'resume-without-reading'}
                onClick={() => sendCommand('resume-without-reading')}
              >
                Go on without reading
              </Button>
            )
      }
    >
      {hint !== null && <p>{hint}</p>}
      <Since topic={topicOfPause[code]}>Paused at {formatTime(since)}.</Since>
    </Notice>
  );
}
