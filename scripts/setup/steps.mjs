/** What `npm test` and `npm run check` are made of, one step after the other up to the first failure. */
import { nextEnvironment } from './build.mjs';
import { visibly } from './command.mjs';
import { say } from './failure.mjs';
import { inRoot } from './place.mjs';

const tool = (...path) => inRoot('node_modules', ...path);

/** A step runs a program with Node.js, or does some `work` here. */
export const lint = {
  title: 'Lint and format',
  command: [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'],
};
export const typesOfRoutes = {
  title: 'Types of the routes',
  command: [tool('next', 'dist', 'bin', 'next'), 'typegen'],
};
export const types = { title: 'Types', command: [tool('typescript', 'bin', 'tsc'), '--noEmit'] };

/** The unit tests, without those below the folders that are left out. */
export function unitTests(leftOut = []) {
  const excluded = leftOut.flatMap((folder) => ['--exclude', `${folder}/**`]);
  return { title: 'Unit tests', command: [tool('vitest', 'vitest.mjs'), 'run', ...excluded] };
}

export const endToEndTests = {
  title: 'End-to-end tests',
  command: [tool('@playwright', 'test', 'cli.js'), 'test'],
};

/** Goes through the steps; the exit code of the first that fails becomes ours. The runners' own words close the output. */
export async function inOrder(steps, added = {}) {
  const { NODE_ENV: _production, ...environment } = { ...process.env, ...nextEnvironment };
  const env = { ...environment, ...added };
  for (const { title, command, work } of steps) {
    say(`\n— ${title}`);
    if (work) {
      await work();
      continue;
    }
    const code = await visibly(process.execPath, command, { env });
    if (code === 0) continue;
    process.exitCode = code;
    return;
  }
}
