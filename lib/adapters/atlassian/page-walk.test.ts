import { expect, test } from 'vitest';
import { walkPages } from '#lib/adapters/atlassian/page-walk';
import type { Answer } from '#lib/domain/outcome/answer';

/** How a walk ends over pages that never do, each under another cursor; `first` names the first entry of each. */
async function walked(first: (at: number) => string | null) {
  let asked = 0;
  const read = async () => {
    const at = asked;
    asked += 1;
    const value = { page: at, next: { next: 'cursor', cursor: `c${at}` } as const, first: first(at) };
    return { ok: true, value, status: 200, tookMs: 1 } as const;
  };
  let last: Answer<number> | null = null;
  for await (const answer of walkPages<number>(read)) last = answer;
  return { asked, last };
}

test.each<[string, (at: number) => string | null, number]>([
  ['one page under ever new cursors', () => 'a', 2],
  ['some pages in a circle', (at) => `page ${at % 7}`, 8],
  ['pages without an entry', () => null, 101],
  ['pages without an entry after others', (at) => (at < 5 ? `page ${at}` : null), 106],
])('a list does not go on for ever: %s', async (_, first, asked) => {
  const end = await walked(first);
  expect(end.asked).toBe(asked);
  expect(end.last).toMatchObject({ ok: false, fault: { code: 'unreadable', owner: 'atlassian' } });
});

test('some pages in between may be empty', async () => {
  const read = async (cursor: string | null) => {
    const at = Number(cursor ?? 0);
    const next =
      at < 250 ? ({ next: 'cursor', cursor: String(at + 1) } as const) : ({ next: 'none' } as const);
    const value = { page: at, next, first: at % 50 === 0 ? `entry ${at}` : null };
    return { ok: true, value, status: 200, tookMs: 1 } as const;
  };
  const pages: Answer<number>[] = [];
  for await (const answer of walkPages<number>(read)) pages.push(answer);
  expect(pages).toHaveLength(251);
  expect(pages.every(({ ok }) => ok)).toBe(true);
});
