import type { Redact } from '#lib/adapters/redact/redact';
import type { Pieces } from '#lib/domain/text/pieces';

/** A character that neither a key nor an encoded key contains. */
const separator = '•';

/** Maximum number of characters searched in one piece of work, and kept of one text: some milliseconds of work. */
export const longestText = 32_768;

/**
 * A JSON value with the key redacted in each of its texts; the value itself if there is nothing to redact. Field names
 * stay, since a schema determined them. Texts are cut before redaction, so that the redactor also finds a piece of the
 * key at the cut. In pieces: an answer may have 10 MB.
 */
export function* redactValue<T>(value: T, redact: Redact): Pieces<T> {
  const texts: string[] = [];
  collect(value, texts);
  const clean: string[] = [];
  for (const group of groupsOf(texts)) {
    if (clean.length > 0) yield;
    for (const text of yield* redactGroup(group, redact)) clean.push(text);
  }
  if (clean.every((text, at) => text === texts[at])) return value;
  const next = clean.values();
  return withTexts(value, () => next.next().value ?? '') as T;
}

/** Searches all texts joined first: that is much faster, and they rarely contain the key. */
function* redactGroup(group: readonly string[], redact: Redact): Pieces<readonly string[]> {
  const all = group.join(separator);
  if (redact(all) === all) return group;
  const clean: string[] = [];
  for (const text of group) {
    if (clean.length > 0) yield;
    clean.push(redact(text));
  }
  return clean;
}

/** The texts, cut, in groups of about the maximum length. */
function* groupsOf(texts: readonly string[]): Generator<string[]> {
  let group: string[] = [];
  let length = 0;
  for (const text of texts) {
    const cut = text.slice(0, longestText);
    if (length > 0 && length + cut.length > longestText) {
      yield group;
      group = [];
      length = 0;
    }
    group.push(cut);
    length += cut.length + 1;
  }
  if (group.length > 0) yield group;
}

function collect(value: unknown, texts: string[]): void {
  if (typeof value === 'string') texts.push(value);
  else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) collect(each, texts);
  }
}

/** The value with each of its texts replaced by the next one from `next`, in the order of `collect`. */
function withTexts(value: unknown, next: () => string): unknown {
  if (typeof value === 'string') return next();
  if (Array.isArray(value)) return value.map((each) => withTexts(each, next));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withTexts(each, next)]));
}
