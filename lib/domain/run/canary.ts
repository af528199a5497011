/** Folds events of the canary: the first user or users are called alone and read back before the rest. */
import { actTerms } from '#lib/domain/outcome/act';
import type { Outcome } from '#lib/domain/outcome/outcome';
import type { RunState } from '#lib/domain/run/state';

/** Updates the canary after an outcome, while the canary is still open. */
export function trackCanary(state: RunState, position: number, outcome: Outcome): void {
  const { done, confirmed, already } = actTerms[state.act];
  if (outcome === done) Object.assign(state.canary, { state: 'checking', position, reads: 0 });
  else if (outcome === confirmed) {
    state.canary.position = position;
    passCanary(state);
  } else if (outcome !== already && outcome !== 'skipped' && !state.canary.refusalAccepted) {
    Object.assign(state.canary, { state: 'refused', position });
  }
}

/** Counts one canary user who read back as expected. */
export function passCanary(state: RunState): RunState {
  const { canary } = state;
  canary.passed += 1;
  if (canary.passed < canary.size) canary.state = 'pending';
  else canary.state = canary.wait ? 'ask' : 'passed';
  return state;
}
