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

/** The wait of a minute or more that Atlassian asked for and that is not over at `now`; null if there is none. */
export function longWait(state: RunState, now: number): RunState['hold'] {
  const { hold } = state;
  if (hold === null || hold.waitMs < shortestWaitNoticed) return null;
  return asksToWait(state) && isWaiting(state, now) ? hold : null;
}

function titleOf({ waitMs, askedMs, unnamed, reckoned }: NonNullable<RunState['hold']>): string {
  if (reckoned)
    return `Lockstep keeps to the rate limit that it has seen, and waits ${formatDuration(waitMs)}.`;
  if (unnamed) return `Atlassian answered 429 without a time; Lockstep waits ${formatDuration(waitMs)}.`;
  if (askedMs === undefined) return `Atlassian asked to wait ${formatDuration(waitMs)}.`;
  return `Atlassian asked to wait ${formatDuration(askedMs)}; Lockstep waits at most an hour.`;
}

/** A wait that Atlassian asked for, until when, and how the admin can end it. */
export function WaitNotice({
  hold,
  status,
  control: { pending, sendCommand },
}: {
  hold: NonNullable<RunState['hold']>;
  status: RunState['status'];
  control: RunControl;
}) {
  const until = formatTime(hold.at + hold.waitMs);
  return (
    <Notice
      tone="amber"
      live
      title={titleOf(hold)}
      actions={
        <Button
          size="sm"
          busy={pending === 'ask-now'}
          disabled={pending !== null && pending !== 'ask-now'}
          onClick={() => sendCommand('ask-now')}
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
