/** The steps of `npm test` and `npm run check`, in order up to the first failure. */
import { nextEnvironment } from './build.mjs';
import { visibly } from './command.mjs';
import { say } from './failure.mjs';
import { inRoot } from './place.mjs';

const tool = (...path) => inRoot('node_modules', ...path);

/** The first step. A step either runs a program with Node.js, or does its `work` in this process. */
export const lint = {
  title: 'Lint and format',
  command: [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'],
};
export const typesOfRoutes = {
  title: 'Types of the routes',
  command: [tool('next', 'dist', 'bin', 'next'), 'typegen'],
};
export const types = { title: 'Types', command: [tool('typescript', 'bin', 'tsc'), '--noEmit'] };

const unitTests = [tool('vitest', 'vitest.mjs'), 'run'];

/** Tests in these folders leave nothing behind, so modules are loaded once for all of them. */
const folders = ['domain', 'contract', 'engine', 'adapters', 'demo', 'server'].map((area) => `lib/${area}/`);
const modulesOnce = [...folders, 'components/', 'soak/', 'test/house/', 'test/whole-app/'];

export const testsOnce = {
  title: 'Unit tests, with modules loaded once',
  command: [...unitTests, '--no-isolate', ...modulesOnce],
};
/** The tests outside these folders. Each file loads its own modules. */
export const testsApart = {
  title: 'Unit tests, with modules loaded for each file',
  command: [...unitTests, ...modulesOnce.flatMap((folder) => ['--exclude', `${folder}**`])],
};

/**
 * The tests that `npm run check` leaves to `npm test`: the model, the kill test, development mode and the whole app
 * with a demo organisation, but for one whole job and the data of former versions; and tests that try random values by
 * the thousand.
 */
export const longTests = [
  'test/{dev,kill,model,same-numbers}/**',
  'test/whole-app/!(data|run)/**',
  'test/whole-app/data/!(data-of-before).test.ts',
  'test/whole-app/run/!(main-job).test.ts',
  'lib/adapters/redact/redact-{disguises,value}.test.ts',
  'lib/adapters/sqlite/rows/staged-changes.test.ts',
  'lib/engine/protection/protection-rules.test.ts',
];

/** All other tests. Modules are loaded only once, which halves the time; `npm test` is more careful. */
export const quickUnitTests = {
  title: 'Unit tests, but for those that take long',
  command: [...unitTests, '--no-isolate', ...longTests.flatMap((pattern) => ['--exclude', pattern])],
};

export const endToEndTests = {
  title: 'End-to-end tests',
  command: [tool('@playwright', 'test', 'cli.js'), 'test'],
};

/**
 * Runs the steps. The exit code of the first failure becomes ours, and its output comes last. While a step runs,
 * variables may be added to `added`: the programs of later steps get them.
 */
export async function inOrder(steps, added = {}) {
  const { NODE_ENV: _production, ...environment } = { ...process.env, ...nextEnvironment };
  for (const { title, command, work } of steps) {
    say(`\n— ${title}`);
    if (work) {
      await work();
      continue;
    }
    const code = await visibly(process.execPath, command, { env: { ...environment, ...added } });
    if (code === 0) continue;
    process.exitCode = code;
    return;
  }
}
