/** The announcements to a screen reader about a run while it goes on. Pure. */
import { waitReason } from '#components/run/wait-reason.ts';
import { type RunStatus, statusLine } from '#lib/domain/run/view/status';

interface Announcement {
  text: string;
  /** The phase. A new phase is announced at once; within one, a new text is announced every few seconds. */
  turn: string;
}

/**
 * The status line, and why the run waits. Waiting is not a phase of its own: below a rate limit, a run of 200 users may
 * wait 200 times. `firstUser`: the name of the user who is done alone. `stale`: the server does not answer.
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
