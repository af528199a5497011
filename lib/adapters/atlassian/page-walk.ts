/** Reads a list page by page. */
import { fault } from '#lib/adapters/atlassian/answers/fault';
import type { NextPage } from '#lib/adapters/atlassian/next-page';
import type { Answer } from '#lib/domain/outcome/answer';

/**
 * Reads the page at a cursor (null for the first), and returns where the next one is. `first`: the ID of the first
 * entry of the page; null if it is empty.
 */
type ReadPage<P> = (
  cursor: string | null,
) => Promise<Answer<{ page: P; next: NextPage; first: string | null }>>;

/** The largest number of pages in a row without an entry. */
const mostEmpty = 100;

/**
 * Yields each page as an answer of its own, until the last page or the first fault. These are faults: a repeated
 * cursor, a page that came before under another cursor, more than `mostEmpty` empty pages in a row, and a next page at
 * another address. Begins at the cursor `from`.
 */
export async function* walkPages<P>(
  readPage: ReadPage<P>,
  from: string | null = null,
): AsyncGenerator<Answer<P>, void, undefined> {
  const seen = new Set<string>();
  const firsts = new Set<string>();
  let empty = 0;
  let cursor: string | null = from;
  while (true) {
    const answer: Answer<{ page: P; next: NextPage; first: string | null }> = await readPage(cursor);
    if (!answer.ok) {
      yield answer;
      return;
    }
    const { page, next, first } = answer.value;
    yield { ...answer, value: page };
    if (next.next === 'none') return;
    empty = first === null ? empty + 1 : 0;
    const wasThere = first !== null && firsts.has(first);
    if (next.next === 'elsewhere' || seen.has(next.cursor) || wasThere || empty > mostEmpty) {
      yield { ok: false, fault: brokenPaging(answer.status, next.next === 'elsewhere'), tookMs: 0 };
      return;
    }
    seen.add(next.cursor);
    if (first !== null) firsts.add(first);
    cursor = next.cursor;
  }
}

/** All pages in one answer: the first fault, or every entry, with the times added up. */
export async function collectPages<T>(pages: AsyncIterable<Answer<readonly T[]>>): Promise<Answer<T[]>> {
  const value: T[] = [];
  let tookMs = 0;
  let status = 200;
  for await (const answer of pages) {
    tookMs += answer.tookMs;
    if (!answer.ok) return { ...answer, tookMs };
    value.push(...answer.value);
    status = answer.status;
  }
  return { ok: true, value, status, tookMs };
}

function brokenPaging(status: number, elsewhere: boolean) {
  const message = elsewhere
    ? 'The list continues at another address, which Lockstep does not follow.'
    : 'The list leads back to a page that was read before.';
  const hint = elsewhere ? 'Check ATLASSIAN_API_URL and the proxy (HTTPS_PROXY).' : '';
  return fault({ code: 'unreadable', owner: 'atlassian', status, message, hint });
}
