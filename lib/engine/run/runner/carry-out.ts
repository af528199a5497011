/** Carries out a run: asks `nextStep` what to do, does it, and asks again. All decisions are made in `lib/domain`. */
import { nextStep, type Step } from '#lib/domain/run/next/next-step';
import { count } from '#lib/engine/run/runner/count-step';
import { recheck } from '#lib/engine/run/runner/recheck-step';
import { isLeaving, type RunContext, waitUntil } from '#lib/engine/run/runner/run-context';
import { perform, type UserStep } from '#lib/engine/run/runner/steps';

/** Resolves when the run has ended or the runner has stopped, and nothing is in flight. */
export async function carryOut(context: RunContext): Promise<void> {
  const { state, clock, requests, waits, journal, profiles, work, news } = context;
  while (!isLeaving(context)) {
    const now = clock.monotonic();
    const usedUp = waits.callsUsedUp(now);
    if (usedUp) journal.record(usedUp);
    const { until } = waits;
    const held = now < until;
    const step = nextStep(state, {
      busy: work.busy,
      held,
      pausing: waits.pausing(now),
      most: requests.users(now),
      random: context.random(),
      wall: clock.wall(),
    });
    if (step.do === 'leave') break;
    if (work.busy.size === 0) profiles.write();
    await take(step, held ? until : waits.nextReading, context);
  }
  while (work.busy.size > 0) await news.next();
  await context.ahead.end();
  profiles.write();
  journal.write();
}

async function take(step: Step, until: number, context: RunContext): Promise<void> {
  if (step.do === 'rest') await context.news.next();
  else if (step.do === 'wait') await waitUntil(until, context);
  else if (step.do === 'record') context.journal.record(step.event);
  else if (step.do === 'count') await count(step.when, context);
  else if (step.do === 'recheck') await recheck(step.positions, context);
  else if (step.do !== 'leave') begin(step, context);
}

/** Begins a step for one user, in parallel with the steps for others. */
function begin(step: UserStep, context: RunContext): void {
  const { waits, journal, work, news } = context;
  work.busy.add(step.position);
  if (step.do === 'call') waits.callBegins();
  perform(step, context)
    .catch((problem: unknown) => {
      journal.fail(`The run was interrupted by a fault of Lockstep itself: ${String(problem)}`);
    })
    .finally(() => {
      work.busy.delete(step.position);
      news.notify();
    });
}
