/** What runs: the packages of the lockfile that Lockstep's own dependencies lead to. */

/**
 * The packages reached from the dependencies of the root, those that are optional included, by their place in the
 * lockfile (`node_modules/…`), in its order. Peers are left out: a package that is only asked for, if there, does not
 * run. A package that lies in the repository is ours. What the lockfile does not have is an error.
 */
export function packagesThatRun({ packages }) {
  const reached = new Set();
  const open = [''];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { dependencies, optionalDependencies } = packages[place];
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = resolve(packages, place, name);
      if (packages[found].link || reached.has(found)) continue;
      reached.add(found);
      open.push(found);
    }
  }
  return Object.keys(packages).filter((place) => reached.has(place));
}

/** Where Node.js finds `name` from `place`: in its own node_modules, else in those of the folders above. */
export function resolve(packages, place, name) {
  for (let from = place; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
    const found = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
    if (packages[found]) return found;
    if (from === '') throw new Error(`The lockfile has no ${name}, which ${place} needs.`);
  }
}
