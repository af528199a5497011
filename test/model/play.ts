/** For the model-based test: plays runs. A failure gives seed and path to replay it. */
import fc from 'fast-check';
import { actSchema } from '#lib/domain/outcome/act';
import { canarySizes } from '#lib/domain/plan/run-options';
import { commandMixes } from '#test/model/commands';
import { checkViews, settleDown } from '#test/model/end';
import type { Scenario } from '#test/model/observed';
import { World } from '#test/model/world';

/** Runs to play, with this concurrency. */
export function scenarios(concurrency: fc.Arbitrary<number>): fc.Arbitrary<Scenario> {
  return fc.record({
    total: fc.integer({ min: 1, max: 20 }),
    act: fc.constantFrom(...actSchema.options),
    seed: fc.nat(),
    options: fc.record({
      concurrency,
      gapMs: fc.constantFrom(0, 0, 500),
      canary: fc.constantFrom(...canarySizes),
      waitAfterCanary: fc.boolean(),
    }),
  });
}

/**
 * How often something is played, and from which seed. `MODEL_SEED` and `MODEL_RUNS` replay a failure, or search longer.
 */
export function howOften(runs: number): { numRuns: number; seed?: number } {
  const seed = Number(process.env.MODEL_SEED);
  return {
    numRuns: Number(process.env.MODEL_RUNS) || runs,
    ...(Number.isInteger(seed) && process.env.MODEL_SEED ? { seed } : {}),
  };
}

/** Rejects if an invariant breaks. */
export async function playModel(parts: { concurrency: fc.Arbitrary<number>; runs: number }): Promise<void> {
  await fc.assert(
    fc.asyncProperty(scenarios(parts.concurrency), commandMixes, async (scenario, commands) => {
      const world = new World(scenario);
      world.boot();
      world.start();
      await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
      await settleDown(world);
      checkViews(world);
    }),
    howOften(parts.runs),
  );
}
