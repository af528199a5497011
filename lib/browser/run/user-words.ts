/** What the list of a run says about one user. */
import { formatDuration } from '#lib/browser/format';
import type { TallyKind } from '#lib/browser/run/tallies';
import { outcomeLabels } from '#lib/domain/outcome';
import type { RunState } from '#lib/domain/run';
import { contradicted, contradictionText } from '#lib/domain/run-recheck';
import { countdown, waitLeft } from '#lib/domain/run-status';
import { isCalledUnread } from '#lib/domain/run-unread';
import type { UserProgress } from '#lib/domain/run-user';

export interface UserWords {
  badge: string;
  /** The look of the badge; `calling` is under way at this moment. */
  look: TallyKind | 'calling' | 'waiting';
  /** What happened, in plain words; empty where nothing did. */
  text: string;
  /** How long the calls took; a dash where there was none. */
  took: string;
}

/** The words for the user at `position`, at `now` (ms since the epoch). */
export function userWords(state: RunState, position: number, now: number): UserWords {
  const user = state.users[position];
  if (!user) return { badge: notBegun(state), look: 'to-do', text: '', took: '–' };
  const took = user.tookMs > 0 ? formatDuration(user.tookMs) : '–';
  if (user.outcome !== null) {
    return {
      badge: outcomeLabels[user.outcome],
      look: user.outcome,
      text: settledText(state, position, user),
      took,
    };
  }
  const goesOn = state.status === 'running' || state.status === 'stopping';
  if (user.stage === 'doubted') {
    const text = user.sentence || 'Lockstep was closed while the call was under way.';
    return { badge: goesOn ? 'Reading back…' : outcomeLabels['in-doubt'], look: 'in-doubt', text, took };
  }
  if (user.stage === 'calling')
    return { badge: 'Calling…', look: 'calling', text: nth(user.attempt), took: '–' };
  if (state.status === 'ended') {
    return { badge: outcomeLabels['not-attempted'], look: 'to-do', text: user.sentence, took };
  }
  const left = waitLeft(state, now);
  const badge = left > 0 ? `Again in ${countdown(left)}` : 'Will be tried again';
  return { badge, look: 'waiting', text: user.sentence, took };
}

function notBegun(state: RunState): string {
  return state.status === 'ended' ? outcomeLabels['not-attempted'] : 'To do';
}

function settledText(state: RunState, position: number, user: UserProgress): string {
  const { canary } = state;
  const checking = canary.state === 'checking' && canary.position === position && state.status !== 'ended';
  const departs = contradicted(state).includes(position)
    ? contradictionText(state, user.outcome).sentence
    : '';
  const unread = isCalledUnread(state, user) ? 'not read before the call' : '';
  const said = [user.sentence, departs, unread, user.outcome === 'deactivated' ? nth(user.attempt) : '']
    .filter(Boolean)
    .join(' · ');
  return checking ? `${said} Being read back before the rest.` : said;
}

function nth(attempt: number): string {
  return attempt > 1 ? `attempt ${attempt}` : '';
}
