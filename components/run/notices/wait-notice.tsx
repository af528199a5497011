import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { formatDuration, formatTime } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { RunState } from '#lib/domain/run/state';
import { asksToWait } from '#lib/domain/run/view/commands';
import { isWaiting } from '#lib/domain/run/view/status';

/** Shorter waits end before anybody has read the notice, in ms. */
const shortestWaitNoticed = 60_000;

/** A wait of minutes that Atlassian asked for, until when, and how the admin can end it. */
export function WaitNotice({
  state,
  control: { pending, say },
  now,
}: {
  state: RunState;
  control: RunControl;
  now: number;
}) {
  const { hold, status } = state;
  if (hold === null || hold.waitMs < shortestWaitNoticed) return null;
  if (!asksToWait(state) || !isWaiting(state, now)) return null;
  const until = formatTime(hold.at + hold.waitMs);
  return (
    <Notice
      tone="amber"
      live
      title={
        hold.askedMs === undefined
          ? `Atlassian asked to wait ${formatDuration(hold.waitMs)}.`
          : `Atlassian asked to wait ${formatDuration(hold.askedMs)}; Lockstep waits at most an hour.`
      }
      actions={
        <Button
          size="sm"
          busy={pending === 'ask-now'}
          disabled={pending !== null && pending !== 'ask-now'}
          onClick={() => say('ask-now')}
        >
          Ask now
        </Button>
      }
    >
      {status === 'stopping' ? (
        <>
          The last accounts are read back at {until}, then the run ends. <em>Ask now</em> reads them now. An
          account that cannot be read stays in doubt.
        </>
      ) : (
        <>
          The run goes on by itself at {until}. <em>Ask now</em> sends one request. If Atlassian still asks to
          wait, the run waits again.
        </>
      )}{' '}
      <HelpLink topic="slow-down" />
    </Notice>
  );
}
