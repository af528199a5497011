/** Text for search and sorting: lower case, without accents. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Most text is ASCII, and normalising it costs more than the rest of the index.
  for (let at = 0; at < lower.length; at += 1) {
    if (lower.charCodeAt(at) > 127) return lower.normalize('NFD').replace(/\p{M}/gu, '');
  }
  return lower;
}
