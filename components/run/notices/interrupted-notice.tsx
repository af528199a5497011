import { formatQuantity } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { actTerms } from '#lib/domain/outcome/act';
import { outcomeLabels } from '#lib/domain/outcome/outcome';
import { isForGood, type Obstacle } from '#lib/domain/run/next/obstacle';
import type { RunState } from '#lib/domain/run/state';

/** Says that the program ended in the middle of the run. */
export function InterruptedNotice({
  state,
  unread,
  obstacle,
}: {
  state: RunState;
  unread: number;
  /** What keeps the run from being resumed; null if nothing does. */
  obstacle: Obstacle | null;
}) {
  return (
    <Notice tone="amber" live title="Lockstep was closed in the middle of this run.">
      <p>
        {unread > 0
          ? `${formatQuantity(unread, 'user is', 'users are')} not read back yet: the run begins with that. `
          : 'No call was under way. '}
        {obstacle === null && 'Resume the run to go on where it was, or stop it.'}
      </p>
      {(obstacle === null || !isForGood(obstacle)) && <CanaryWarning state={state} />}
      <HelpLink topic="lockstep-not-running" />
    </Notice>
  );
}

/** Resuming releases a breaker that was on when the program ended, so the warning is repeated here. */
function CanaryWarning({ state: { act, canary, users } }: { state: RunState }) {
  if (canary.state !== 'refused' && canary.state !== 'unconfirmed') return null;
  const first = canary.position === null ? undefined : users.at(canary.position);
  const outcome = outcomeLabels[first?.outcome ?? 'not-attempted'];
  return (
    <p className="mt-1">
      {canary.state === 'unconfirmed'
        ? `The first user’s account was not ${actTerms[act].goal} when it was read back. Look at it in admin.atlassian.com before you resume.`
        : `The first user ended as “${outcome}”: ${first?.message ?? ''} If you resume, the run goes on with the next user.`}
    </p>
  );
}
