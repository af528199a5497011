import type { RunState } from '#lib/domain/run/state';

/**
 * The reason why no process works on an unfinished run: its journal, or its stop, could not be written. The journal
 * cannot say so.
 */
export const abandonedKinds = ['cannot-go-on', 'end-unwritten'] as const;
export type Abandoned = (typeof abandonedKinds)[number];

/**
 * Whether and how a run was abandoned. `failure` is the reason; `endUnwritten` is whether the admin has stopped it and
 * its end is not written yet.
 */
export function abandonedOf(
  status: RunState['status'],
  { failure, endUnwritten }: { failure: string | null; endUnwritten: boolean },
): Abandoned | null {
  if (status === 'ended' || (failure === null && !endUnwritten)) return null;
  return endUnwritten ? 'end-unwritten' : 'cannot-go-on';
}
