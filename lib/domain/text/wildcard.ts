/** Patterns with `*`, matched in time linear in the text: no regular expression is made of what somebody typed. */

/** Text as patterns compare it: without regard to case, to how accents are composed, or to what nobody can see. */
export function comparable(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .trim()
    .normalize('NFC')
    .toLowerCase();
}

/** Whether the whole text fits the pattern, in which `*` stands for any text, also none. */
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
