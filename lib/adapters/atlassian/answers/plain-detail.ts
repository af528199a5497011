/** Cleans foreign text so that it can be stored and shown. */
import type { Redact } from '#lib/adapters/redact/redact';

/** Maximum length of a text from Atlassian that is kept, in UTF-16 units. */
export const maxDetail = 1_000;

/**
 * Maximum number of characters that are searched for the key. It exceeds what is kept, since redaction shortens the
 * text.
 */
const mostRead = 16 * maxDetail;

/**
 * One line of plain text: control and formatting characters removed, white space collapsed, the key redacted, at most
 * 1,000 characters. Null if nothing remains.
 */
export function plainDetail(text: string | null, redact: Redact): string | null {
  if (text === null) return null;
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .trim();
  // Cut before redaction: the redactor also finds a piece of the key at the cut.
  const safe = redact(line.slice(0, mostRead));
  if (safe === '') return null;
  if (safe.length <= maxDetail && line.length <= mostRead) return safe;
  return `${safe.slice(0, maxDetail - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
