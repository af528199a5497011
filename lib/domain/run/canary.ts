/** The canary's part of a run's fold: the first user, or the first few, done alone and read back before the rest. */
import { actTerms } from '#lib/domain/outcome/act';
import type { Outcome } from '#lib/domain/outcome/outcome';
import type { RunState } from '#lib/domain/run/state';

/** What an outcome means while the canary is not known yet. */
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

/** One user of the canary read back as it should. */
export function passCanary(state: RunState): RunState {
  const { canary } = state;
  canary.passed += 1;
  if (canary.passed < canary.size) canary.state = 'pending';
  else canary.state = canary.wait ? 'ask' : 'passed';
  return state;
}
