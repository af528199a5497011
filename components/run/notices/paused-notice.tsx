import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { Since } from '#components/run/notices/since.tsx';
import type { ResumeObstacle } from '#components/run/resume-obstacle.ts';
import { formatTime } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { topicOfPause } from '#lib/domain/help/topic-of';
import type { RunState } from '#lib/domain/run/state';

/** The reason why the run is paused, how it goes on, and since when. */
export function PausedNotice({
  pause: { code, message, hint, since },
  control: { pending, say },
  obstacle,
}: {
  pause: NonNullable<RunState['pause']>;
  control: RunControl;
  /** What keeps the run from being resumed; null if nothing does. */
  obstacle: ResumeObstacle | null;
}) {
  // Other hints say when to resume the run, which is refused then.
  const mayHelp = code === 'stood-still' || obstacle?.kind !== 'stood-still';
  return (
    <Notice
      tone={code === 'admin' ? 'neutral' : 'amber'}
      live
      title={message}
      actions={
        code === 'nobody-read' &&
        obstacle === null && (
          <Button
            size="sm"
            busy={pending === 'resume-without-reading'}
            disabled={pending !== null && pending !== 'resume-without-reading'}
            onClick={() => say('resume-without-reading')}
          >
            Go on without reading
          </Button>
        )
      }
    >
      {mayHelp && <p>{hint}</p>}
      <Since topic={topicOfPause[code]}>Paused at {formatTime(since)}.</Since>
    </Notice>
  );
}
