/** Finds the next page of a list. Only the cursor is taken from the answer, never an address. */

/** The next page of a list: none, at a cursor, or at an address that is not the list's own, which is not followed. */
export type NextPage = { next: 'none' } | { next: 'cursor'; cursor: string } | { next: 'elsewhere' };

/** Stands for a link that is neither a text nor missing: the list has a next page, but Lockstep cannot ask for it. */
export const unknownLink = { isUnknown: true } as const;

/** `links.next` of an answer; null if it has none. */
export type NextLink = string | typeof unknownLink | null;

/**
 * Reads `links.next`. If `expected` (origin and path of the list, without query) is given, it is a full URL [SPEC, v1];
 * one with another origin or path is `elsewhere`. Otherwise it is an opaque cursor [SPEC, v2].
 */
export function readNextPage(next: NextLink, expected: string | null): NextPage {
  if (next === null || next === '') return { next: 'none' };
  if (typeof next === 'object') return { next: 'elsewhere' };
  if (expected === null) return cursorPage(next);
  let url: URL;
  try {
    url = new URL(next, expected);
  } catch {
    return { next: 'elsewhere' };
  }
  if (url.username !== '' || url.password !== '' || `${url.origin}${url.pathname}` !== expected) {
    return { next: 'elsewhere' };
  }
  const cursor = url.searchParams.get('cursor');
  return cursor === null || cursor === '' ? { next: 'elsewhere' } : cursorPage(cursor);
}

/** The same for a list whose documentation names neither form [DOC, API Access]. */
export function readEitherNextPage(next: NextLink, expected: string): NextPage {
  return readNextPage(next, typeof next === 'string' && /^https?:/i.test(next) ? expected : null);
}

function cursorPage(cursor: string): NextPage {
  return cursor.length <= 4_096 ? { next: 'cursor', cursor } : { next: 'elsewhere' };
}
