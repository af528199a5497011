/** For the model-based test: the invariants of a run at any moment at which a page may look. */
import { endsByItself } from '#lib/domain/run/events';
import type { Observed } from '#test/model/observed';

/** Checks that a page would show only what is on disk; `takeBroken` reports a difference. */
export function checkShown(world: Observed): void {
  const found = world.runs?.get('run');
  if (!found?.ok || found.value.failure !== null) return;
  if (found.value.state.seq !== world.lines.length) world.broken.push('Broken: what is shown is on disk');
}

/** Checks that the run has not stalled: it would continue by itself, but waits for no answer, timer or command. */
export function checkLive(world: Observed): void {
  const found = world.runs?.get('run');
  if (!found?.ok || found.value.failure !== null || !world.isAlive) return;
  const { status, pause } = found.value.state;
  const goesOn = status === 'running' || status === 'stopping' || endsByItself(pause?.code);
  const awaits = world.pending.length > 0 || world.clock.untilNext() !== null;
  if (goesOn && !awaits) world.broken.push('Broken: a run that goes on by itself awaits something');
}
