/** Patterns with `*`, matched in linear time: what the admin typed never becomes a regular expression. */

/**
 * Normalises text for comparison with patterns: case, the composition of accents and invisible characters do not
 * matter.
 */
export function comparable(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .trim()
    .normalize('NFC')
    .toLowerCase();
}

/** Whether the whole text matches the pattern, in which `*` stands for any text, including none. */
export function wildcard(pattern: string): (text: string) => boolean {
  const [first = '', ...rest] = comparable(pattern).split('*');
  const last = rest.pop();
  if (last === undefined) return (text) => comparable(text) === first;
  return (text) => {
    const compared = comparable(text);
    if (!compared.startsWith(first)) return false;
    let from = first.length;
    for (const part of rest) {
      const at = compared.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return compared.length - last.length >= from && compared.endsWith(last);
  };
}
