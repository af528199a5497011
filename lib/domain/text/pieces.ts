/** Long work in pieces: it yields wherever other work may be done in between. Pure. */
export type Pieces<T> = Generator<void, T, void>;

/** Rows of a text made in one piece: some milliseconds of work. */
const groupSize = 200;

/** The same items in groups of `size`, each of which is one piece of work. */
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

/** Does all of it without a break. */
export function atOnce<T>(work: Pieces<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
