/** Long work in pieces: it yields wherever other work may run in between. Pure. */
export type Pieces<T> = Generator<void, T, void>;

/** Items in one piece: some milliseconds of work. */
const groupSize = 200;

/** Groups the items into arrays of `size`, each of which is one piece of work. */
export function* inGroups<T>(items: Iterable<T>, size = groupSize): Generator<T[]> {
  let group: T[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** The result of `map` for each item, in order, in pieces. */
export function* inPieces<T, U>(items: Iterable<T>, map: (item: T) => readonly U[]): Pieces<U[]> {
  const made: U[] = [];
  for (const group of inGroups(items)) {
    for (const item of group) for (const each of map(item)) made.push(each);
    yield;
  }
  return made;
}

/** The items for which `test` is true, in order, in pieces. */
export function filterInPieces<T>(items: Iterable<T>, test: (item: T) => boolean): Pieces<T[]> {
  return inPieces(items, (item) => (test(item) ? [item] : []));
}

/** Does the whole work without a break. */
export function atOnce<T>(work: Pieces<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
