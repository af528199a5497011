/**
 * The packages that run: those in the lockfile that Lockstep's dependencies lead to, and those with parts copied into
 * it.
 */

/**
 * The dependencies that are needed only for the build. They are no devDependencies, since a start also builds. Next.js
 * refuses to build without `typescript` and the two packages of types, although a start checks no types.
 */
export const builders = [
  '@tailwindcss/postcss',
  '@types/node',
  '@types/react',
  'esbuild',
  'tailwindcss',
  'typescript',
];

/** The packages of which the repository contains parts. `npm run icons` copies drawings of Lucide. */
export const copiedFrom = ['node_modules/lucide-react'];

/**
 * The packages reached from the dependencies of the root, optional ones included and builders left out, by their path
 * in the lockfile (`node_modules/…`) and in its order. Peer dependencies are left out, since they run only if another
 * package brings them. Packages in the repository are our own. A package missing in the lockfile is an error.
 */
export function packagesThatRun({ packages }) {
  const reached = new Set();
  const open = [''];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { dependencies, optionalDependencies } = packages[place];
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      if (place === '' && builders.includes(name)) continue;
      const found = resolve(packages, place, name);
      if (packages[found].link || reached.has(found)) continue;
      reached.add(found);
      open.push(found);
    }
  }
  return Object.keys(packages).filter((place) => reached.has(place));
}

/** The folder where Node.js finds `name` from `place`: in its own node_modules, else in those of the folders above. */
export function resolve(packages, place, name) {
  for (let from = place; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
    const found = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
    if (packages[found]) return found;
    if (from === '') throw new Error(`The lockfile has no ${name}, which ${place} needs.`);
  }
}
