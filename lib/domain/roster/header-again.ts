/** Finds a header further down in a file, as in files that were joined, whose columns are in other places. */
import { namesUser } from '#lib/domain/roster/column-refusal';
import { columnsOf } from '#lib/domain/roster/columns';
import { headerKey, meaningOf } from '#lib/domain/roster/header/header-meaning';
import type { RowProblem } from '#lib/domain/roster/roster';
import { beginningNoun, type PlaceNoun } from '#lib/domain/text/place';

/** Longest header that identifies a user, in characters. */
const longestHeader = 40;
const mayIdentify = /id|mail/i;

/** A row that is a header: of the file's columns in another spelling or the same, or of others. */
export type HeaderAgain = 'same' | 'other';

/**
 * Whether the cells are a header, and whether its columns are those of the file; null if they are none. `id` is the
 * cell that identifies a user in this file.
 */
export function headerAgain(
  cells: readonly string[],
  header: readonly string[],
  id: string,
): HeaderAgain | null {
  // Nearly every row has an account ID or an address here, which no header has.
  if (id.length >= 24 || id.includes('@')) return null;
  if (!cells.some(identifies) || namesUser({ cells: [...cells] })) return null;
  const roles = rolesOf(cells);
  const expected = rolesOf(header);
  if (count(roles) < Math.min(2, count(expected))) return null;
  const isOther = roles.some((role, at) => {
    if (role !== expected[at]) return true;
    const isOneOfMany = role === 'product' || role === 'last-seen';
    return isOneOfMany && headerKey(cells[at] ?? '') !== headerKey(header[at] ?? '');
  });
  return isOther ? 'other' : 'same';
}

function identifies(cell: string): boolean {
  if (cell.length > longestHeader || !mayIdentify.test(cell)) return false;
  const { role } = meaningOf(cell);
  return role === 'account-id' || role === 'email';
}

const rolesOf = (cells: readonly string[]): string[] => columnsOf(cells).map(({ role }) => role);
const count = (roles: readonly string[]): number => roles.filter((role) => role !== 'other').length;

/** The problem of a row that is the file's header, in any spelling. */
export const sameHeader = (line: number, noun: PlaceNoun): RowProblem => ({
  code: 'repeated-header',
  message: `${beginningNoun(noun)} ${line} is the header once more: files seem to have been joined. You need to do nothing about this row.`,
  line,
  blocks: true,
});

/** The problem of a row that is a header of other columns, or that is below one. */
export function otherHeader(headerLine: number, line: number, noun: PlaceNoun): RowProblem {
  const begin = beginningNoun(noun);
  const message =
    headerLine === line
      ? `${begin} ${line} is a header with other columns than the file’s: files seem to have been joined. You need to do nothing about this row.`
      : `${begin} ${headerLine} above this row is a header with other columns than the file’s, so it is not certain what the cells of this row are. Upload the two parts as files of their own.`;
  return { code: 'other-header', message, line, blocks: true };
}

/** The note about the file as a whole. */
export const otherHeaderNote = (line: number, noun: PlaceNoun): string =>
  `${beginningNoun(noun)} ${line} is a header with other columns than the file’s. It is not certain what the cells below it are, so none of these rows can be used. Upload the two parts as files of their own.`;
