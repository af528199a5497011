/** What keeps a waiting run from being resumed without more ado. Pure. */
import { copyQuestion } from '#lib/domain/run/next/copied';
import { stoodStill } from '#lib/domain/run/next/stand';
import type { RunState } from '#lib/domain/run/state';

/** `stood-still`: it cannot be resumed. `in-copy`: the admin must answer first. */
export interface ResumeObstacle {
  kind: 'stood-still' | 'in-copy';
  message: string;
  hint: string;
}

/**
 * The obstacle at `now` (ms since the epoch); null if there is none, or if the run does not wait for the admin. `file`:
 * the identity of the file that the journal is written to now; null if it is not known.
 */
export function resumeObstacle(state: RunState, file: string | null, now: number): ResumeObstacle | null {
  if (state.status !== 'paused' && state.status !== 'interrupted') return null;
  const stood = stoodStill(state, now);
  if (stood) return { kind: 'stood-still', ...stood };
  const copied = copyQuestion(state, file);
  return copied && { kind: 'in-copy', ...copied };
}
