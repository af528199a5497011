/**
 * Judges mutants in a process of its own, which keeps Vite and Vitest warm. It is sent `{ mutant, limits }`, and answers
 * `{ verdict, limits }`, or `{ broken }` with the name of a test that fails without any mutant. A verdict is `killed`, by
 * the first test that failed, `timed-out` in a stage, or `survived`.
 */
import path from 'node:path';
import { createVitest } from 'vitest/node';
import { inRoot, root } from '../../scripts/setup/place.mjs';

/** Test files by a part of their name: the fastest and the likeliest to fail are asked first. */
const model = ['test/model/'];
const server = ['lib/server/run-options.test', 'test/same-numbers/recheck.test', 'lib/server/dry-run.test'];
const stagesOf = {
  domain: (file) => [[file.replace(/\.ts$/, '.test')], ['lib/domain/run/'], model, server],
  engine: () => [
    ['lib/engine/run/'],
    model,
    server,
    ['guards/going-on', 'sealed', 'watching', 'disk-full'].map((name) => `lib/server/${name}.test`),
  ],
};

/** A stage that takes so many times what it takes here without a mutant hangs. */
const patience = 4;

/** The mutant that Vitest is given instead of its file; null while the source is as it is. */
let installed = null;
const vitest = await createVitest(
  'test',
  {
    root,
    watch: false,
    bail: 1,
    // A new thread for every stage: nothing of a mutant is left over for the next one.
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    fileParallelism: false,
    reporters: [{}],
    setupFiles: [inRoot('test', 'mutate', 'same-seed.mjs')],
    env: { MODEL_RUNS: process.env.MODEL_RUNS ?? '100', MODEL_SEED: process.env.MODEL_SEED ?? '7' },
  },
  {
    plugins: [
      {
        name: 'mutant',
        enforce: 'pre',
        load: (id) => (installed !== null && id === inRoot(installed.file) ? installed.code : undefined),
      },
    ],
  },
);

function install(mutant) {
  for (const each of [installed, mutant]) if (each !== null) vitest.invalidateFile(inRoot(each.file));
  installed = mutant;
}

/** The name of the first test that fails; null where none does. */
async function failing(stage) {
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(stage, false);
  // Vitest also gives back what it remembers of other stages.
  const asked = new Set(stage.map(({ moduleId }) => moduleId));
  for (const module of testModules.filter(({ moduleId }) => asked.has(moduleId))) {
    const [test] = module.children.allTests('failed');
    if (test) return test.fullName;
    if (module.state() === 'failed') return path.relative(root, module.moduleId);
  }
  return unhandledErrors.length > 0 ? 'an error outside of a test' : null;
}

/** `limits` has how long each stage may take, in ms: what is not in it yet is measured first, without a mutant. */
async function judge(mutant, limits) {
  for (const names of stagesOf[mutant.file.split('/')[1]](mutant.file)) {
    const stage = await vitest.globTestSpecifications(names);
    if (stage.length === 0) continue;
    const label = names.join(' ');
    if (limits[label] === undefined) {
      install(null);
      const began = performance.now();
      const broken = await failing(stage);
      if (broken !== null) return { broken };
      limits[label] = patience * (performance.now() - began);
    }
    install(mutant);
    const over = new Promise((resolve) => setTimeout(resolve, limits[label], false).unref());
    const failed = await Promise.race([failing(stage), over]);
    if (failed === false) return { verdict: { state: 'timed-out', by: label } };
    if (failed !== null) return { verdict: { state: 'killed', by: failed } };
  }
  return { verdict: { state: 'survived', by: null } };
}

process.on('disconnect', () => process.exit());
process.on('message', async ({ mutant, limits }) => {
  const began = performance.now();
  const said = await judge(mutant, limits);
  if (said.verdict) said.verdict.ms = Math.round(performance.now() - began);
  process.send({ ...said, limits });
});
