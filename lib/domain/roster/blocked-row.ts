/** What a row without a usable account ID says of the accounts that it names. It may protect them, and proves nothing. Pure. */
import { type AccountId, accountIdIn } from '#lib/domain/account/account-id';
import type { RosterUser } from '#lib/domain/roster/roster';

/** What may separate values inside a torn cell. */
const separators = /[\s,;|"'=]+/;

/** The account IDs that stand anywhere in the row, each once. Empty if the user has an account ID. */
export function accountsInBlockedRow({
  accountId,
  cells,
}: Pick<RosterUser, 'accountId' | 'cells'>): AccountId[] {
  if (accountId !== null) return [];
  const parts = cells.flatMap((cell) => cell.split(separators));
  return [...new Set(parts.flatMap((part) => accountIdIn(part) ?? []))];
}

/** The row read in every way: it is not certain which cell is which, so each one may be the name, address, role or group. */
export function readInEveryWay({
  cells,
}: Pick<RosterUser, 'cells'>): Pick<RosterUser, 'name' | 'email' | 'orgRole' | 'groups'>[] {
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .map((cell) => ({ name: cell, email: cell, orgRole: cell, groups: [cell] }));
}
