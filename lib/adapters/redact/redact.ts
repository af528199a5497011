/** Takes the API key out of texts that came from outside. */
import { readings } from '#lib/adapters/redact/disguises';
import { pieceFinder, type Stretch } from '#lib/adapters/redact/key-pieces';

/** What stands where the key stood. No printable ASCII, so that it can never become part of a key. */
export const redacted = '•••';

export type Redact = (text: string) => string;

/**
 * Returns a function that replaces the key, and pieces of 12 characters and more that not every key has. It knows them
 * in other case, with white space, tags or what nobody sees between, in UTF-16, with escapes of URLs, JSON and HTML, in
 * hex and in base64 (alone or within longer encoded text), and in one of these codes on any other of the list. Text
 * without the key stays as it is.
 */
export function redactorOf(key: string): Redact {
  if (key === '') return (text) => text;
  const find = pieceFinder(key);
  return (text) => {
    let clean = text;
    // What stands right beside the key may read as a part of it, and is found once the key is gone.
    for (let found = stretches(clean, find); found.length > 0; found = stretches(clean, find)) {
      clean = without(clean, found);
    }
    return clean;
  };
}

/** Where a text has the key or a piece of it, in any of its readings. */
function stretches(text: string, find: ReturnType<typeof pieceFinder>): Stretch[] {
  const found: Stretch[] = [];
  for (const reading of readings(text)) {
    for (const { from, to } of find(reading.bytes)) {
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
