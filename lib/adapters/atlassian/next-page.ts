/** Where the next page is: only ever a cursor is taken over, and put into an address of our own making. */

export type NextPage = { next: 'none' } | { next: 'cursor'; cursor: string } | { next: 'elsewhere' };

/**
 * Reads `links.next`. With `expected` (origin and path of the list, without query) it is a full URL [SPEC, v1], and
 * one of another origin or path is `elsewhere`; without, it is an opaque cursor [SPEC, v2].
 */
export function readNextPage(next: string | null, expected: string | null): NextPage {
  if (next === null || next === '') return { next: 'none' };
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

/** As `readNextPage`, where it is not documented which of the two it is [SPEC, last-active-dates]. */
export function readEitherNextPage(next: string | null, expected: string): NextPage {
  return readNextPage(next, next !== null && /^https?:/i.test(next) ? expected : null);
}

function cursorPage(cursor: string): NextPage {
  return cursor.length <= 4_096 ? { next: 'cursor', cursor } : { next: 'elsewhere' };
}
