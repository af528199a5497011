/**
 * Caches the results of pure functions for short texts: a file has millions of cells, but few different ones of a kind.
 */

/** Maximum length of a text that is remembered, in UTF-16 code units. */
const longest = 32;
/** Maximum number of texts that one function remembers. */
const most = 10_000;

/** A function with the same results as `read`, which must be pure, and a cache of them. */
export function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { value: T }>();
  return (text) => {
    if (text.length > longest) return read(text);
    const before = known.get(text);
    if (before !== undefined) return before.value;
    const value = read(text);
    if (known.size < most) known.set(copyOf(text), { value });
    return value;
  };
}

/**
 * A copy of the text in its own memory. A cell may be a slice, which would keep the whole text of its file in memory.
 */
const copyOf = (text: string): string => text.split('').join('');
