/** Makes foreign text fit to be kept and shown. */
import type { Redact } from '#lib/adapters/redact/redact';

/** The longest text of Atlassian's that is kept, in UTF-16 units. */
export const maxDetail = 1_000;

/**
 * Maximum number of characters that are looked through for the key: more than what is kept, since a key takes up less
 * room once it is redacted.
 */
const mostRead = 16 * maxDetail;

/**
 * One line of plain text: control and formatting characters removed, white space collapsed, the key redacted, at
 * most 1,000 characters. Null where nothing is left.
 */
export function plainDetail(text: string | null, redact: Redact): string | null {
  if (text === null) return null;
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .trim();
  // Cut before, not after: no piece of a key at the cut is left that the redactor knows.
  const safe = redact(line.slice(0, mostRead));
  if (safe === '') return null;
  if (safe.length <= maxDetail && line.length <= mostRead) return safe;
  return `${safe.slice(0, maxDetail - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
