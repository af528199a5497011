/** Plays runs of the model with different seeds. */
import fc from 'fast-check';
import { playModel } from '#test/model/play';

/** Number of model runs in one play, which take a few seconds. */
const runs = 300;

const concurrencies = [1, 3, 4, 8] as const;

/** The number of played runs, and what broke: the message of fast-check, with seed and path. */
export async function playModelOnce(seed: number): Promise<{ modelRuns: number; violations: string[] }> {
  process.env.MODEL_SEED = String(seed);
  delete process.env.MODEL_RUNS;
  const concurrency = concurrencies[seed % concurrencies.length] ?? 1;
  try {
    await playModel({ concurrency: fc.constant(concurrency), runs });
    return { modelRuns: runs, violations: [] };
  } catch (problem) {
    return { modelRuns: 0, violations: [`With a concurrency of ${concurrency}: ${String(problem)}`] };
  }
}
