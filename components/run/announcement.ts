/** What a screen reader is told of a run while it goes on. Pure. */
import { waitReason } from '#components/run/wait-reason.ts';
import { type RunStatus, statusLine } from '#lib/domain/run/view/status';

interface Announcement {
  text: string;
  /** Another turn is told at once; within one, the text is told every few seconds. */
  turn: string;
}

/**
 * The status line, and why the run waits. A wait is no turn of its own: below a rate limit, a run of 200 users may wait
 * 200 times. `firstUser`: the name of the user who is done alone. `stale`: the server does not answer.
 */
export function announcementOf(
  state: Parameters<typeof waitReason>[0],
  status: Pick<RunStatus, 'phase' | 'title' | 'facts'>,
  { firstUser, stale }: { firstUser: string; stale: boolean },
): Announcement {
  const { phase } = status;
  const line = statusLine(status);
  return {
    text: phase === 'waiting' ? `${line} · ${waitReason(state, firstUser).why}` : line,
    turn: `${phase === 'waiting' ? 'running' : phase} ${stale}`,
  };
}
