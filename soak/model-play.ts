/** Plays runs of the model with seeds of their own. */
import fc from 'fast-check';
import { playModel } from '#test/model/play';

/** A few seconds of work. */
const runs = 300;

const lanesTried = [1, 3, 4, 8] as const;

/** How many runs were played, and what broke: the message of fast-check, which names seed and path. */
export async function playModelOnce(seed: number): Promise<{ modelRuns: number; violations: string[] }> {
  process.env.MODEL_SEED = String(seed);
  delete process.env.MODEL_RUNS;
  const lanes = lanesTried[seed % lanesTried.length] ?? 1;
  try {
    await playModel({ lanes: fc.constant(lanes), runs });
    return { modelRuns: runs, violations: [] };
  } catch (problem) {
    return { modelRuns: 0, violations: [`With ${lanes} lanes: ${String(problem)}`] };
  }
}
