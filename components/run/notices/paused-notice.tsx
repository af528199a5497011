import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { Since } from '#components/run/notices/since.tsx';
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
}: {
  pause: NonNullable<RunState['pause']>;
  control: RunControl;
}) {
  const topic = topicOfPause[code];
  return (
    <Notice tone={code === 'admin' ? 'neutral' : 'amber'} live title={message}>
      <p>{hint}</p>
      <Since>
        Paused at {formatTime(since)}.
        {endsByItself(code) &&
          ' The run resumes by itself when Atlassian answers again. You can also resume or stop it.'}
        {!endsByItself(code) && code !== 'admin' && ' Resume or stop it when you are ready.'}
      </Since>
      {code === 'nobody-read' && (
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
