/** For tests: what f22e8f6 said, with the names that fields and paths have today. */

/** Old names and new ones, as CHANGELOG.md lists them. */
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

/** Codes that have other names today. */
const codes: Readonly<Record<string, string>> = { brake: 'size-limit' };

/** The value with the keys of its objects, however deep, and with codes in today's names. */
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
