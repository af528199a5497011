/** Finding people by what was typed. */

/** Those in whose name, e-mail address, account ID or reason every word of `text` occurs, in any order. */
export function matchPeople<P extends { name: string; email: string; accountId: string; reason: string }>(
  people: readonly P[],
  text: string,
): P[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...people];
  return people.filter(({ name, email, accountId, reason }) => {
    const where = `${name}\n${email}\n${accountId}\n${reason}`.toLowerCase();
    return words.every((word) => where.includes(word));
  });
}
