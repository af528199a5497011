import type { RunControl } from '#components/run/feed/use-run-control.ts';
import type { ResumeObstacle } from '#components/run/resume-obstacle.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Why a waiting run cannot be resumed, or what the admin must answer before. */
export function ObstacleNotice({
  obstacle: { kind, message, hint },
  control: { pending, say },
}: {
  obstacle: ResumeObstacle;
  control: RunControl;
}) {
  return (
    <Notice tone="amber" live title={message}>
      <p>{hint}</p>
      {kind === 'in-copy' && (
        <>
          <HelpLink topic="data-folder-changed" />
          <div>
            <Button
              size="sm"
              className="mt-2"
              busy={pending === 'resume'}
              disabled={pending !== null && pending !== 'resume'}
              onClick={() => say('resume', { inCopy: true })}
            >
              It is the newest copy: resume
            </Button>
          </div>
        </>
      )}
    </Notice>
  );
}
