/** Redacts the API key in foreign texts, and makes them plain enough to store and show. */
import { readings } from '#lib/adapters/redact/disguises';
import { type PieceFinder, pieceFinder, type Stretch } from '#lib/adapters/redact/key-pieces';

/** The replacement. It is not ASCII, so it can never become part of a key. */
export const redacted = '•••';

/** Replaces the key in a text. */
export type Redact = (text: string) => string;

/**
 * Returns a function that replaces the key, and every piece of it of at least 12 characters that is not common to all
 * keys. It recognises them in any case; with white space, tags or invisible characters in between; in UTF-16; with the
 * escapes of URLs, JSON and HTML; in hex and in base64 (alone or within longer encoded text); and in any two of these
 * encodings combined. Text without the key stays unchanged.
 */
export function redactorOf(key: string): Redact {
  if (key === '') return (text) => text;
  const finder = pieceFinder(key);
  return (text) => {
    let clean = text;
    // Characters next to the key may hide another piece, which is found once the key is replaced.
    for (let found = stretches(clean, finder); found.length > 0; found = stretches(clean, finder)) {
      clean = without(clean, found);
    }
    return clean;
  };
}

/** The places of the key and of its pieces in a text, in any of its readings. */
function stretches(text: string, { shortest, find }: PieceFinder): Stretch[] {
  const found: Stretch[] = [];
  for (const { reading, shortest: least } of readings(text, shortest)) {
    for (const { from, to } of find(reading.bytes, least)) {
      found.push({ from: reading.start(from), to: reading.end(to - 1) });
    }
  }
  return found;
}

function without(text: string, found: Stretch[]): string {
  let clean = '';
  let end = 0;
  for (const { from, to } of found.sort((one, other) => one.from - other.from)) {
    if (from > end || end === 0) clean += text.slice(end, from) + redacted;
    end = Math.max(end, to);
  }
  return clean + text.slice(end);
}

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
