/** The reason why the columns of a file cannot be read with certainty. */
import { looksLikeAccountId } from '#lib/domain/account/account-id';
import { isEmail } from '#lib/domain/account/email-domain';
import type { CsvRow } from '#lib/domain/csv/reading';
import { lineEndsIn } from '#lib/domain/csv/records';
import {
  ambiguousColumns,
  damagedHeader,
  insideIds,
  missingHeader,
  noIdColumn,
  unbalancedHeader,
  unlikelyIds,
  unreadIds,
} from '#lib/domain/roster/errors';
import { doubtful, meaningOf } from '#lib/domain/roster/header/header-meaning';
import type { RosterColumn, RosterError } from '#lib/domain/roster/roster';
import type { PlaceNoun } from '#lib/domain/text/place';

/** Headers of files about persons that are not a current export. */
const personHeader = /^(?:user_?name|full[_ ]?name|first[_ ]?name|last[_ ]?name|login|e-?mail.*)$/i;

/** An account ID or an e-mail address anywhere in a text. Every part has a limit, so that the time stays linear. */
const userInside =
  /[^\s@<>"']@[^\s@<>"']{1,255}\.[^\s@<>"']|\b[0-9a-f]{24}\b|\b\d{3,12}:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/i;

/** An account ID behind a slash or an equals sign: `…/users/557058%3A…`. */
const idInside = /[/=]\d{3,12}(?::|%3a)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-z-])/i;

/** An account ID of the older form there: `ari:cloud:identity::user/5b10a2…`. */
const olderIdInside = /[/=][0-9a-f]{24}(?![0-9a-z-])/i;

const namesAtlassian = /ari:cloud:|atlassian/i;

/**
 * Whether a text has an account ID inside. Links of other systems have 24 hex digits too, so they must name Atlassian.
 */
function hasIdInside(text: string): boolean {
  return idInside.test(text) || (olderIdInside.test(text) && namesAtlassian.test(text));
}

/** Whether a user is in a cell, alone or among other text: `Ada Example <ada@example.com>`. */
export const hasUserInside = (cell: string): boolean => looksLikeAccountId(cell) || userInside.test(cell);

/** Whether a row names a user: a cell is an account ID or an e-mail address. No header does. */
export function namesUser({ cells }: Pick<CsvRow, 'cells'>): boolean {
  return cells.some((cell) => looksLikeAccountId(cell) || isEmail(cell.trim()));
}

/**
 * The reason why a file with this header row, understood as `columns`, is refused; null if it can be read. `sample`:
 * the first rows below the header; null if the admin has chosen the columns. `noun`: the word for places of the file.
 */
export function columnRefusal(
  row: CsvRow,
  columns: readonly RosterColumn[],
  sample: readonly CsvRow[] | null,
  noun: PlaceNoun,
): RosterError | null {
  const { line } = row;
  const all = (role: string): number[] => columns.flatMap((column, at) => (column.role === role ? [at] : []));
  const named = (indexes: readonly number[]): string[] =>
    indexes.map((index) => columns[index]?.header ?? '');
  if (row.reach !== null || row.flaws.includes('unbalanced')) return unbalancedHeader(line);
  if (namesUser(row)) return missingHeader(line, noun);
  const damage = headerDamage(row);
  if (damage !== null) return damagedHeader(line, damage, noun);
  const ids = all('account-id');
  const emails = all('email');
  if (ids.length > 1) return ambiguousColumns('account ID', named(ids), line);
  if (emails.length > 1) return ambiguousColumns('e-mail address', named(emails), line);
  if (sample !== null) {
    const doubt = doubtOnIds(row, columns, sample, ids[0] ?? null);
    if (doubt !== null) return doubt;
  }
  if (ids.length === 1 || emails.length === 1) return null;
  const people =
    all('name').length > 0 ||
    all('first-name').length > 0 ||
    row.cells.some((cell) => personHeader.test(cell.trim()));
  return noIdColumn(named([...columns.keys()]), people, line);
}

/** The damage within the cells of a header; null if there is none. */
function headerDamage({ cells, flaws }: CsvRow): string | null {
  if (flaws.includes('nul')) return 'holds NUL bytes';
  for (const cell of cells) {
    const shown = `“${cell.trim().replaceAll(/\s+/g, ' ').slice(0, 60)}”`;
    if (cell.includes('"')) return `has a quotation mark inside ${shown}`;
    if (lineEndsIn(cell.trim()) > 0) return `has a cell of several lines, ${shown}`;
    if (hasUserInside(cell)) return `has an account ID or an e-mail address inside ${shown}`;
  }
  return null;
}

/** Whether the values contradict what the headers say about the account IDs. */
function doubtOnIds(
  { cells, line }: CsvRow,
  columns: readonly RosterColumn[],
  sample: readonly CsvRow[],
  id: number | null,
): RosterError | null {
  const valuesOf = (at: number): string[] =>
    sample.flatMap((row) => {
      const value = (row.cells[at] ?? '').trim();
      return value === '' ? [] : [value];
    });
  const headerOf = (at: number): string => columns[at]?.header ?? '';
  if (id !== null) {
    const values = valuesOf(id);
    const isDoubtful = meaningOf(cells[id] ?? '').rank >= doubtful;
    const isUnlikely = isDoubtful
      ? !values.some(looksLikeAccountId)
      : values.length > 0 && values.every(isOtherId);
    return isUnlikely ? unlikelyIds(headerOf(id), values, line) : null;
  }
  const unread = columns.findIndex(
    ({ role }, at) => role !== 'email' && valuesOf(at).some(looksLikeAccountId),
  );
  if (unread >= 0) return unreadIds(headerOf(unread), line);
  const inside = columns.findIndex(({ role }, at) => role !== 'email' && valuesOf(at).some(hasIdInside));
  return inside < 0 ? null : insideIds(headerOf(inside), line);
}

/** Whether a value is certainly no account ID: a row number, an ID of another system, or an e-mail address. */
function isOtherId(value: string): boolean {
  return (
    /^\d{1,14}$/.test(value) ||
    /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i.test(value) ||
    isEmail(value)
  );
}
