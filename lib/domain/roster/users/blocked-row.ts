/** Reads the accounts that a blocked row names. Its values can protect these accounts, but prove nothing. Pure. */
import { type AccountId, accountIdIn } from '#lib/domain/account/account-id';
import { listedIn } from '#lib/domain/roster/cells/group-cells';
import type { ProblemCode, RosterUser } from '#lib/domain/roster/roster';

/** Characters that may separate values inside a cell with unbalanced quotes. */
const separators = /[\s,;|"'=]+/;

/** Problems of rows whose cells are where they belong. */
const inPlace: ReadonlySet<string> = new Set<ProblemCode>([
  'duplicate',
  'case-variant',
  'contradiction',
  'to-look-up',
  'not-found',
  'found-twice',
  'not-listed',
]);

/** The account IDs that stand anywhere in a blocked row, each once. Empty for a row whose cells are in place. */
export function accountsInBlockedRow({
  problems,
  cells,
}: Pick<RosterUser, 'problems' | 'cells'>): AccountId[] {
  if (!problems.some(({ code, blocks }) => blocks && !inPlace.has(code))) return [];
  const parts = cells.flatMap((cell) => cell.split(separators));
  return [...new Set(parts.flatMap((part) => accountIdIn(part) ?? []))];
}

/** All readings of the row: it is uncertain which cell is which, so each may be the name, address, role or group. */
export function readInEveryWay({
  cells,
}: Pick<RosterUser, 'cells'>): Pick<RosterUser, 'name' | 'email' | 'orgRole' | 'groups'>[] {
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .map((cell) => ({ name: cell, email: cell, orgRole: cell, groups: [cell, ...listedIn(cell)] }));
}
