/** A small seeded random generator: the same seed gives the same organisation on every machine. */

/** Random numbers that a seed determines. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, limit). */
  below(limit: number): number;
  /** A random entry of a list that is not empty. */
  pick<const L extends readonly [unknown, ...unknown[]]>(items: L): L[number];
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
  /** A UUID in the format of version 4. */
  uuid(): string;
}

/** mulberry32: short, fast, and good enough to make up people. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const word = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = () => word() / 2 ** 32;
  const below = (limit: number) => Math.floor(next() * limit);
  const hex = (length: number) => {
    let digits = '';
    while (digits.length < length) digits += word().toString(16).padStart(8, '0');
    return digits.slice(0, length);
  };
  return {
    next,
    below,
    hex,
    pick: (items) => items[below(items.length)] ?? items[0],
    uuid() {
      const digits = hex(32);
      const part = (from: number, to: number) => digits.slice(from, to);
      return `${part(0, 8)}-${part(8, 12)}-4${part(13, 16)}-a${part(17, 20)}-${part(20, 32)}`;
    },
  };
}

/** A number that depends only on the text (FNV-1a, 32 bits), for details that are made up on request. */
export function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
