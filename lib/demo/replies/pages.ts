/**
 * Pages of a list, and the links between them. A cursor encodes where a page begins, in a form that callers cannot
 * guess.
 */
import { createHash } from 'node:crypto';
import type { Faults } from '#lib/demo/faults/faults';

/** A cursor for the list with this name. */
export function cursorAt(list: string, index: number): string {
  return Buffer.from(`${seal(list, index)}${index.toString(36)}`).toString('base64url');
}

/** The index at which a page begins: 0 without a cursor; null for a cursor of another list. */
export function indexOf(list: string, cursor: string | null | undefined): number | null {
  if (cursor === null || cursor === undefined) return 0;
  const text = Buffer.from(cursor, 'base64url').toString();
  const index = Number.parseInt(text.slice(12), 36);
  return Number.isSafeInteger(index) && cursor === cursorAt(list, index) ? index : null;
}

/** Up to `limit` matching items from `start` on, and where the next page begins; null after the last. */
export function pageFrom<T>(
  items: readonly T[],
  start: number,
  limit: number,
  fits: (item: T) => boolean = () => true,
): { data: T[]; next: number | null } {
  const data: T[] = [];
  for (let at = start; at < items.length; at += 1) {
    const item = items[at];
    if (item === undefined || !fits(item)) continue;
    if (data.length === limit) return { data, next: at };
    data.push(item);
  }
  return { data, next: null };
}

/** The items of a list as they are when the page from `start` on is read: some may have left it by then. */
export function remaining<T>(
  items: readonly T[],
  start: number,
  limit: number,
  { leaveListsPerPage }: Pick<Faults, 'leaveListsPerPage'>,
): readonly T[] {
  const left = Math.ceil(start / limit) * leaveListsPerPage;
  return left === 0 ? items : items.slice(left);
}

/** The link of a page, from `start` on, to the next one; undefined for none. */
export function nextLink(
  { start, next }: { start: number; next: number | null },
  linkTo: (index: number) => string,
  { nextLinks }: Pick<Faults, 'nextLinks'>,
): string | { href: string } | undefined {
  if (nextLinks === 'first' && start > 0) return linkTo(0);
  if (next === null) return undefined;
  if (nextLinks === 'same') return linkTo(start);
  if (nextLinks === 'unreadable') return { href: linkTo(next) };
  return nextLinks === 'elsewhere' ? 'https://lists.example.net/users?cursor=next' : linkTo(next);
}

function seal(list: string, index: number): string {
  return createHash('sha256').update(`${list} ${index}`).digest('base64url').slice(0, 12);
}
