/** The texts about one user in the list of a run. */
import { formatDuration } from '#components/shared/format.ts';
import { outcomeLabel } from '#lib/domain/outcome/act';
import type { ShownOutcome } from '#lib/domain/outcome/outcome';
import { contradictionText, isContradicted } from '#lib/domain/run/recheck';
import type { RunState } from '#lib/domain/run/state';
import { isCalledUnread } from '#lib/domain/run/unread';
import type { UserProgress } from '#lib/domain/run/user';
import { openText, shownOutcome } from '#lib/domain/run/view/shown-outcome';
import { countdown, waitLeft } from '#lib/domain/run/view/status';

export interface UserLabel {
  badge: string;
  /** The look of the badge; `waiting` means that the user is tried again. */
  look: ShownOutcome | 'waiting';
  /** The history of the user in plain words; empty if nothing happened. */
  text: string;
  /** The time that the calls took; a dash if there was none. */
  took: string;
}

/**
 * The label of the user at `position`, at `now` (ms since the epoch); `carriedOut` is false if the engine has abandoned
 * the run.
 */
export function userLabel(state: RunState, position: number, now: number, carriedOut: boolean): UserLabel {
  const user = state.users.at(position);
  const look = shownOutcome(user, carriedOut);
  const badge = outcomeLabel(state.act, look);
  if (!user) return { badge, look, text: '', took: '–' };
  const took = user.tookMs > 0 ? formatDuration(user.tookMs) : '–';
  if (user.outcome !== null) {
    return { badge, look, text: settledText(state, position, user), took };
  }
  if (look === 'under-way') return { badge, look, text: nth(user.attempt), took: '–' };
  if (look === 'not-read-back') return { badge, look, text: openText(user, carriedOut), took };
  if (state.status === 'ended' || state.status === 'stopping')
    return { badge, look, text: user.message, took };
  const left = carriedOut ? waitLeft(state, now) : 0;
  const again = left > 0 ? `Again in ${countdown(left)}` : 'Will be tried again';
  return { badge: again, look: 'waiting', text: user.message, took };
}

function settledText(state: RunState, position: number, user: UserProgress): string {
  const { canary } = state;
  const checking = canary.state === 'checking' && canary.position === position && state.status !== 'ended';
  const departs = isContradicted(state, position) ? contradictionText(state, position).message : '';
  const unread = isCalledUnread(state, user) ? 'not read before the call' : '';
  const text = [user.message, departs, unread, user.outcome === 'deactivated' ? nth(user.attempt) : '']
    .filter(Boolean)
    .join(' · ');
  return checking ? `${text} Being read back before the rest.` : text;
}

function nth(attempt: number): string {
  return attempt > 1 ? `attempt ${attempt}` : '';
}
