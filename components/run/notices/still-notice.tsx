import { formatQuantity } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Says that the run makes no step, and that nothing explains it. */
export function StillNotice({ minutes }: { minutes: number }) {
  return (
    <Notice
      tone="red"
      live
      title={`This run has made no progress for ${formatQuantity(minutes, 'minute')}, and Lockstep knows no reason.`}
    >
      It is not waiting for an answer from Atlassian or for a timer. Pause and resume it, or stop it: that
      calls nobody twice. Please report this with the diagnostics. <HelpLink topic="fault-of-lockstep" />
    </Notice>
  );
}
