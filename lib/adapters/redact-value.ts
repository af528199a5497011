import type { Redact } from '#lib/adapters/redact';

/** In no key and no code of one. */
const separator = '•';

/**
 * A value of JSON with the key taken out of each of its texts; the value itself where there is nothing to take out, which
 * all of them together tell much faster than one by one. Names of fields stay, since a schema gave them.
 */
export function redactValue<T>(value: T, redact: Redact): T {
  const texts = textsOf(value).join(separator);
  return redact(texts) === texts ? value : (withTexts(value, redact) as T);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

function withTexts(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((each) => withTexts(each, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withTexts(each, redact)]));
}
