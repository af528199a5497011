/** Patterns with `*`, matched in linear time: what the admin typed never becomes a regular expression. */

const plain = /^[\x20-\x7e]*$/;

/**
 * Normalises text for comparison with patterns: case, the composition of accents, full-width letters, invisible
 * characters, and the kind and number of blanks, dashes and apostrophes do not matter, since programs change these.
 */
export function comparable(text: string): string {
  if (plain.test(text)) return (text.includes('  ') ? text.replace(/ +/g, ' ') : text).trim().toLowerCase();
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[\u2018\u2019\u02bc]/gu, "'")
    .trim()
    .normalize('NFKC')
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
