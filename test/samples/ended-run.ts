/** For tests: the state of a run that has ended. */
import type { Act } from '#lib/domain/outcome/act';
import type { Outcome } from '#lib/domain/outcome/outcome';
import type { RunEvent } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';

const ended: RunEvent = { type: 'ended', how: 'completed', code: null, message: '', hint: '' };

/** An ended run with these outcomes, each after one call, and these events after its end. */
export function endedRun(
  outcomes: readonly Outcome[],
  after: readonly RunEvent[] = [],
  act: Act = 'deactivate',
): RunState {
  const events: RunEvent[] = [{ type: 'started', total: outcomes.length, planDigest: '', act }];
  const said = { status: 204, code: null, message: '', hint: '', detail: null, tookMs: 1 };
  outcomes.forEach((outcome, position) => {
    if (outcome !== 'already-inactive') {
      events.push({ type: 'intended', position, attempt: 1, before: 'active' });
    }
    const attempt = outcome === 'already-inactive' ? 0 : 1;
    events.push({ type: 'settled', position, outcome, attempt, ...said });
  });
  const state = newRun();
  for (const event of [...events, ended, ...after]) {
    apply(state, { seq: state.seq + 1, at: 1_000, event });
  }
  return state;
}
