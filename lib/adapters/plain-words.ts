/** Makes foreign text fit to be kept and shown. */
import type { Redact } from '#lib/adapters/redact';

/** The longest text of Atlassian's that is kept, in UTF-16 units. */
export const maxWords = 1_000;

/**
 * One line of plain text: control and formatting characters removed, white space collapsed, the key redacted, at
 * most 1,000 characters. Null where nothing is left.
 */
export function plainWords(text: string | null, redact: Redact): string | null {
  if (text === null) return null;
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .trim();
  const safe = redact(line);
  if (safe === '') return null;
  if (safe.length <= maxWords) return safe;
  return `${safe.slice(0, maxWords - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
