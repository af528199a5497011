/**
 * Judges mutants in its own process, which keeps Vite and Vitest loaded. It receives `{ mutant, limits }`, and answers
 * `{ verdict, limits }`, or `{ broken }` with the name of a test that fails without a mutant. A verdict is `killed`,
 * with the first test that failed, `timed-out` in a stage, or `survived`.
 */
import path from 'node:path';
import { createVitest } from 'vitest/node';
import { inRoot, root } from '../../scripts/setup/place.mjs';

/** Stages of test files, by a part of their name: the fastest and the likeliest to fail come first. */
const model = ['test/model/'];
const app = ['whole-app/run/run-options', 'test/same-numbers/recheck.test', 'whole-app/run/dry-run'];
const inFull = ['lib/domain/run/entries.test', 'in-full.test'];
const stagesOf = {
  domain: (file) => [inFull, [file.replace(/\.ts$/, '.test')], ['lib/domain/run/'], model, app],
  engine: () => [
    ['lib/engine/run/'],
    model,
    app,
    ['guards/going-on', 'data/sealed', 'run/watching', 'data/disk-full'].map(
      (name) => `test/whole-app/${name}.test`,
    ),
  ],
};

/**
 * A stage hangs if it takes this many times its normal processor time. Other work on the machine makes no stage hang.
 */
const timesNormal = 4;
/** A stage that only waits hangs after this long, in ms. */
const longestMs = 300_000;
/** Time between two checks, in ms. */
const lookEveryMs = 200;

/** The mutant that Vitest gets instead of its file; null if no file is changed. */
let installed = null;
const vitest = await createVitest(
  'test',
  {
    root,
    watch: false,
    bail: 1,
    // A new thread for every stage, so that nothing of a mutant remains for the next one.
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

/** The name of the first failing test; null if none fails. */
async function failing(stage) {
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(stage, false);
  // Vitest also returns cached results of other stages.
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

/** Resolves with false after `limit` ms of processor time or after `longestMs`; earlier if the signal aborts. */
async function hanging(limit, signal) {
  const began = process.cpuUsage();
  const latest = performance.now() + longestMs;
  while (!signal.aborted && processorMs(began) < limit && performance.now() < latest) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  return false;
}

/**
 * Judges one mutant. `limits` has the processor time of each stage, in ms; a missing one is measured first, without a
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
      limits[label] = timesNormal * processorMs(began);
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
