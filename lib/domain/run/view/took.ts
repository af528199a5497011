/** How long a run took. Pure. */
import type { RunState } from '#lib/domain/run/state';

/** The duration in ms; null if it is not known: the run has not begun or ended, or the clock was set back meanwhile. */
export function tookMs({ startedAt, endedAt }: Pick<RunState, 'startedAt' | 'endedAt'>): number | null {
  return startedAt !== null && endedAt !== null && endedAt >= startedAt ? endedAt - startedAt : null;
}
