import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { Since } from '#components/run/notices/since.tsx';
import type { ResumeObstacle } from '#components/run/resume-obstacle.ts';
import { formatTime } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { topicOfPause } from '#lib/domain/help/topic-of';
import { endsByItself } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';

/** The reason why the run is paused, since when, and how it goes on. */
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
  const topic = topicOfPause[code];
  // Other hints say when to resume the run, which is refused then.
  const mayHelp = code === 'stood-still' || obstacle?.kind !== 'stood-still';
  return (
    <Notice tone={code === 'admin' ? 'neutral' : 'amber'} live title={message}>
      {mayHelp && <p>{hint}</p>}
      <Since>
        Paused at {formatTime(since)}.
        {obstacle === null &&
          endsByItself(code) &&
          ' The run resumes by itself when Atlassian answers again. You can also resume or stop it.'}
        {obstacle === null &&
          !endsByItself(code) &&
          code !== 'admin' &&
          ' Resume or stop it when you are ready.'}
      </Since>
      {code === 'nobody-read' && obstacle === null && (
        <Button
          size="sm"
          className="mt-2"
          busy={pending === 'resume-without-reading'}
          disabled={pending !== null && pending !== 'resume-without-reading'}
          onClick={() => say('resume-without-reading')}
        >
          Go on without reading
        </Button>
      )}
      {topic && <HelpLink topic={topic} />}
    </Notice>
  );
}
