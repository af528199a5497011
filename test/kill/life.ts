/** One life of a worker: from its start to its end or to the moment at which it is killed. */
import { type Moment, untilGone } from '#test/kill/moments';
import type { Ended, WorkerProcess } from '#test/kill/worker-process';

/** How it went: killed, not a step any more (and killed for that), or ended by itself. */
export type Life = 'killed' | 'stands-still' | Ended;

/** Lets the process go until that moment after it began, then kills it. `stuck` is when it has to be given up. */
export async function life(worker: WorkerProcess, moment: Moment, stuck: Moment): Promise<Life> {
  await worker.next();
  const passed = moment(worker.gone).then(() => 'passed' as const);
  const first = await Promise.race([passed, stuck(worker.gone).then(() => 'stuck' as const)]);
  const gaveUp = first === 'stuck' && !worker.gone.aborted;
  worker.kill();
  const ended = await worker.ended;
  if (gaveUp) return 'stands-still';
  return wasKilled(ended) ? 'killed' : ended;
}

/** Lets the process go to its end. */
export function wholeLife(worker: WorkerProcess, stuck: Moment): Promise<Life> {
  return life(worker, untilGone, stuck);
}

/** By SIGKILL; a program around it says so with a signal of its own, or with 137. */
function wasKilled({ code, signal }: Ended): boolean {
  return signal === 'SIGKILL' || code === 137;
}
