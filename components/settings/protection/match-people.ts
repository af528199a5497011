/** The people whose name, e-mail address, account ID or reason has every word of `text`, in any order. */
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
