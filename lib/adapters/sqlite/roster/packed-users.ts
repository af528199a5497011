/** Packs users of a roster for its file, and unpacks them. Packed data has a checksum, so damage is noticed. */
import { deflateSync, inflateSync } from 'node:zlib';
import { z } from 'zod';
import { lostUser, storedUser } from '#lib/adapters/sqlite/roster/stored-users';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import type { RosterUser } from '#lib/domain/roster/roster';

/** A row of `pages` without the account IDs; `cells` is null if they are not needed. */
export interface PackedPage {
  first: number;
  count: number;
  users: Buffer;
  cells: Buffer | null;
}

const cellsSchema = z.array(z.array(z.string()));

/** Speed counts more than the last bytes: JSON of an export shrinks to a sixth at this level. */
const level = 1;

/**
 * Maximum size of an unpacked page in bytes, far above that of a page of long rows: a damaged one must not fill memory.
 */
const mostBytes = 64_000_000;

/** Packs a list as JSON. */
export function packed(items: readonly unknown[]): Buffer {
  return deflateSync(JSON.stringify(items), { level });
}

/**
 * The users of a page, without cells if those are not needed. One who can no longer be read has no account ID and
 * cannot be ticked.
 */
export function unpackedUsers({ first, count, users, cells }: PackedPage): RosterUser[] {
  const list = z
    .array(z.unknown())
    .length(count)
    .safeParse(parsed(unpackedText(users))).data;
  const cellsOf = cells && cellsSchema.length(count).safeParse(parsed(unpackedText(cells))).data;
  return Array.from({ length: count }, (_, at) => {
    if (list === undefined || cellsOf === undefined) return lostUser(first + at);
    const user = storedUser(first + at, list[at]);
    return cellsOf === null ? user : Object.assign(user, { cells: cellsOf[at] ?? [] });
  });
}

/** The account IDs of a page; null if they can no longer be read. */
export function unpackedAccounts(accounts: Buffer): string[] | null {
  const { data } = z.array(z.string()).safeParse(parsed(unpackedText(accounts)));
  return data ?? null;
}

/** Empty if the bytes are damaged. */
function unpackedText(bytes: Buffer): string {
  try {
    return inflateSync(bytes, { maxOutputLength: mostBytes }).toString();
  } catch {
    return '';
  }
}
