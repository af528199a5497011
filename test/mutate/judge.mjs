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
const inFull = ['lib/domain/run/entries.test', 'in-full.test'];
const stagesOf = {
  domain: (file) => [inFull, [file.replace(/\.ts$/, '.test')], ['lib/domain/run/'], model, server],
  engine: () => [
    ['lib/engine/run/'],
    model,
    server,
    ['guards/going-on', 'sealed', 'watching', 'disk-full'].map((name) => `lib/server/${name}.test`),
  ],
};

/**
 * A stage hangs that takes this many times the processor time that it takes here without a mutant; one that only waits
 * takes none, and has some minutes. Other work on the machine makes nothing hang.
 */
const patience = 4;
/** How long a stage may take by the clock, in ms. */
const longestMs = 300_000;
/** How often is looked, in ms. */
const lookEveryMs = 200;

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

/** Processor time of this process and its threads since then, in ms. */
function processorMs(began) {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

/** Resolves with false once more than `limit` ms of processor time, or too much of the clock, have passed. */
async function hanging(limit, signal) {
  const began = process.cpuUsage();
  const latest = performance.now() + longestMs;
  while (!signal.aborted && processorMs(began) < limit && performance.now() < latest) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  return false;
}

/**
 * `limits` has how much processor time each stage may take, in ms: what is not in it yet is measured first, without a
 * mutant.
 */
async function judge(mutant, limits) {
  for (const names of stagesOf[mutant.file.split('/')[1]](mutant.file)) {
    const stage = await vitest.globTestSpecifications(names);
    if (stage.length === 0) continue;
    const label = names.join(' ');
    if (limits[label] === undefined) {
      install(null);
      const began = process.cpuUsage();
      const broken = await failing(stage);
      if (broken !== null) return { broken };
      limits[label] = patience * processorMs(began);
    }
    install(mutant);
    const watch = new AbortController();
    const failed = await Promise.race([failing(stage), hanging(limits[label], watch.signal)]);
    watch.abort();
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
