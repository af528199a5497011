/** The states that both sides have drawn, and why a state is missing on one side. */

/**
 * A side of the comparison. `drawn`: the part (`the main job`) of every state by its name. `faults`: why a part could
 * not be drawn to the end.
 *
 * @typedef {{ drawn: ReadonlyMap<string, string>, faults: ReadonlyMap<string, string> }} Side
 */

/**
 * The states that both sides have drawn, and a note on each of the others. A state that a side lacks, and whose part
 * failed there, could not be drawn: it is neither new nor gone. `pictures` are the sides that have one.
 *
 * @param {Side} before
 * @param {Side} after
 * @returns {{ both: string[], others: { name: string, note: string, pictures: string[] }[] }}
 */
export function pairStates(before, after) {
  const names = new Set([...before.drawn.keys(), ...after.drawn.keys()]);
  const both = [...names].filter((name) => before.drawn.has(name) && after.drawn.has(name));
  const others = [...names].flatMap((name) => {
    const isBefore = before.drawn.has(name);
    if (isBefore && after.drawn.has(name)) return [];
    const part = (isBefore ? before : after).drawn.get(name) ?? '';
    const fault = (isBefore ? after : before).faults.get(part);
    const without = isBefore ? 'gone' : 'new';
    const side = isBefore ? 'after' : 'before';
    const note = fault === undefined ? without : `could not be drawn ${side}: ${fault}`;
    return [{ name, note, pictures: [isBefore ? 'before' : 'after'] }];
  });
  const lost = [
    ...[...before.faults].map(([part, fault]) => ({ part, fault, side: 'before' })),
    ...[...after.faults].map(([part, fault]) => ({ part, fault, side: 'after' })),
  ].map(({ part, fault, side }) => ({
    name: part,
    note: `could not be drawn to the end ${side}: ${fault}`,
    pictures: [],
  }));
  return { both, others: [...lost, ...others] };
}
