/** For tests: the output of f22e8f6 under today's names of fields and paths. */

/** Old and new names, as in CHANGELOG.md. */
const renamed: Readonly<Record<string, string>> = {
  keeping: 'retention',
  '/api/keeping': '/api/retention',
  brake: 'sizeLimit',
  lanes: 'concurrency',
  words: 'detail',
  cure: 'hint',
  sentence: 'message',
  '/api/brake': '/api/size-limit',
};

/** Codes that were renamed. */
const codes: Readonly<Record<string, string>> = { brake: 'size-limit' };

/** The value with today's names for the keys of its objects, at any depth, and for codes. */
export function renamedSince<T>(value: T): T;
export function renamedSince(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamedSince);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      renamed[key] ?? key,
      key === 'code' ? (codes[inner] ?? inner) : renamedSince(inner),
    ]),
  );
}
