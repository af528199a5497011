/** Ends a run that is closed for resuming, without calling or reading any account. Pure. */

import type { RunEvent } from '#lib/domain/run/events';
import { leftInDoubt } from '#lib/domain/run/judge/doubt';
import type { RunState } from '#lib/domain/run/state';

/**
 * The events that stopping such a run writes. Users begun stay in doubt, since it is not certain whose accounts these
 * are.
 */
export function closedEnd(state: RunState): RunEvent[] {
  const doubts = [...state.open].flatMap((position) => {
    const user = state.users.at(position);
    if (!user || (user.stage === 'deferred' && user.doubts === 0)) return [];
    return leftInDoubt(position, user, 'The run was closed before this could be settled.');
  });
  return [
    { type: 'stop-requested' },
    ...doubts,
    { type: 'ended', how: 'stopped', code: null, message: '', hint: '' },
  ];
}
