/** Values of which a user can have several (groups, products, problems), as numbers that are fast to count. */
import type { ReviewUser } from '#lib/contract/roster';

export interface ValueCodes {
  /** All values, the most frequent first; '' stands for no value. */
  values: readonly string[];
  /**
   * The codes of user n are `codes[starts[n]]` up to, but not including, `codes[starts[n + 1]]`. There is at least one.
   */
  starts: Uint32Array;
  codes: Uint32Array;
}

/** Numbers the values of all users. `valuesOf` may repeat a value. */
export function valueCodes(
  users: readonly ReviewUser[],
  valuesOf: (user: ReviewUser) => readonly string[],
): ValueCodes {
  const numbers = new Map<string, number>();
  const uses: number[] = [];
  const starts = new Uint32Array(users.length + 1);
  const found: number[] = [];
  users.forEach((user, at) => {
    const values = valuesOf(user);
    const from = found.length;
    for (const value of values.length === 0 ? none : values) {
      let number = numbers.get(value);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(value, number);
      }
      if (found.indexOf(number, from) >= 0) continue;
      found.push(number);
      uses[number] = (uses[number] ?? 0) + 1;
    }
    starts[at + 1] = found.length;
  });
  const ranked = [...numbers.entries()].sort(
    ([a, x], [b, y]) =>
      Number(a === '') - Number(b === '') || (uses[y] ?? 0) - (uses[x] ?? 0) || (a < b ? -1 : 1),
  );
  const renumbered = new Uint32Array(ranked.length);
  ranked.forEach(([, number], rank) => {
    renumbered[number] = rank;
  });
  return {
    values: ranked.map(([value]) => value),
    starts,
    codes: Uint32Array.from(found, (number) => renumbered[number] ?? 0),
  };
}

const none: readonly string[] = [''];
