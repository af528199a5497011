/** For the model-based test: plays so many runs with so many lanes. A failure names seed and path to replay it by. */
import fc from 'fast-check';
import { actSchema } from '#lib/domain/act';
import { canarySizes } from '#lib/domain/run-options';
import { commandMixes } from '#lib/engine/model/commands';
import { checkViews, settleDown } from '#lib/engine/model/end';
import { World } from '#lib/engine/model/world';

/** Rejects where an invariant breaks. `MODEL_SEED` and `MODEL_RUNS` replay a failure, or look for longer. */
export async function playModel(parts: { lanes: fc.Arbitrary<number>; runs: number }): Promise<void> {
  const scenarios = fc.record({
    total: fc.integer({ min: 1, max: 12 }),
    act: fc.constantFrom(...actSchema.options),
    seed: fc.nat(),
    options: fc.record({
      lanes: parts.lanes,
      gapMs: fc.constantFrom(0, 0, 500),
      canary: fc.constantFrom(...canarySizes),
      waitAfterCanary: fc.boolean(),
    }),
  });
  const seed = Number(process.env.MODEL_SEED);
  await fc.assert(
    fc.asyncProperty(scenarios, commandMixes, async (scenario, commands) => {
      const world = new World(scenario);
      world.boot();
      world.start();
      await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
      await settleDown(world);
      checkViews(world);
    }),
    {
      numRuns: Number(process.env.MODEL_RUNS) || parts.runs,
      ...(Number.isInteger(seed) && process.env.MODEL_SEED ? { seed } : {}),
    },
  );
}
