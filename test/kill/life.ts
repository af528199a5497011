/** One life of a worker: from its start to its end or its kill. */
import { type Moment, untilGone } from '#test/kill/moments';
import type { Ended, WorkerProcess } from '#test/kill/worker-process';

/** The kind of its end: killed, stalled (and killed for that), or by itself. */
type Life = 'killed' | 'stands-still' | Ended;

/** Lets the process run until `moment`, then kills it. `stuck` is when it is given up. */
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

/** Lets the process run to its end. */
export function wholeLife(worker: WorkerProcess, stuck: Moment): Promise<Life> {
  return life(worker, untilGone, stuck);
}

/** Whether SIGKILL ended it. A program around it reports that with its own signal, or with 137. */
function wasKilled({ code, signal }: Ended): boolean {
  return signal === 'SIGKILL' || code === 137;
}
