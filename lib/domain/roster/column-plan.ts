/** Plans from the header row how each cell is read, or explains why the columns cannot be read. */
import { looksLikeAccountId, readAccountId } from '#lib/domain/account/account-id';
import { isEmail } from '#lib/domain/account/email-domain';
import type { CsvRow } from '#lib/domain/csv/reading';
import { columnsOf, mappedColumns, plainHeader } from '#lib/domain/roster/columns';
import { ambiguousColumns, missingHeader, noIdColumn, tornHeader } from '#lib/domain/roster/errors';
import type { LastSeenColumn } from '#lib/domain/roster/last-seen';
import type {
  ColumnMapping,
  ColumnRole,
  RosterColumn,
  RosterError,
  RosterKind,
} from '#lib/domain/roster/roster';

/** Indexes into the cells of a row; -1 if the file has no such column. */
export interface ReadingPlan {
  kind: RosterKind;
  columns: RosterColumn[];
  delimiter: string;
  id: number;
  name: number;
  email: number;
  status: number;
  groupId: number;
  groupNames: number[];
  orgRoles: number[];
  lastSeen: LastSeenColumn[];
  /** One row per user and group: rows of one account ID are one user. */
  pivoted: boolean;
  /** The header's cells, to recognise a repeated header row. */
  header: string[];
  problems: { line: number; message: string }[];
}

/** A plan, or the error that refuses the file. */
type PlanResult = { ok: true; plan: ReadingPlan } | { ok: false; error: RosterError };

/** Headers of files about persons that are not a current export. */
const personHeader = /^(?:user_?name|full[_ ]?name|first[_ ]?name|last[_ ]?name|login|e-?mail.*)$/;

/** The columns in which an empty cell means never [CODE]. */
const blankIsNever = /^last active date(?: \[utc\])?$/;

/** A header for a bare list of account IDs, whose first line is already an ID; null for any other file. */
export function bareListHeader(row: CsvRow): CsvRow | null {
  const [first = '', ...others] = row.cells;
  const bare =
    row.flaws.every((flaw) => flaw === 'open') &&
    row.reach === null &&
    others.every((cell) => cell.trim() === '') &&
    looksLikeAccountId(first) &&
    readAccountId(first).ok;
  return bare ? { ...row, cells: ['Account ID', ...others.map(() => '')] } : null;
}

/**
 * A header for a file whose first line is already a user, by the columns that the admin chose; null if that line is a
 * header.
 */
export function mappedHeader(row: CsvRow, { accountId, email }: ColumnMapping): CsvRow | null {
  const chosen = (at: number | null): string => (at === null ? '' : (row.cells[at] ?? '').trim());
  const id = chosen(accountId);
  const isUser = (looksLikeAccountId(id) && readAccountId(id).ok) || isEmail(chosen(email));
  return isUser ? { ...row, cells: row.cells.map((_, at) => `Column ${at + 1}`) } : null;
}

/**
 * Plans the reading of a file with this header row, whose fields `delimiter` separates. `mapping` is the admin's choice
 * of columns, if they were asked.
 */
export function planReading(
  row: CsvRow,
  delimiter: string,
  mapping: ColumnMapping | null = null,
): PlanResult {
  const plainColumns = columnsOf(row.cells);
  const columns = mapping ? mappedColumns(plainColumns, mapping) : plainColumns;
  const plain = row.cells.map(plainHeader);
  const all = (role: ColumnRole): number[] =>
    columns.flatMap((column, at) => (column.role === role ? [at] : []));
  const at = (role: ColumnRole): number => all(role)[0] ?? -1;
  const error = refusal(row, columns, all);
  if (error) return { ok: false, error };
  const groupId = at('group-id');
  const groupNames = all('group-name');
  return {
    ok: true,
    plan: {
      kind: at('account-id') < 0 ? 'email-list' : kindOf(plain),
      columns,
      delimiter,
      id: at('account-id'),
      name: at('name'),
      email: at('email'),
      status: at('status'),
      groupId,
      groupNames,
      orgRoles: all('org-role'),
      lastSeen: all('last-seen').map((index) => ({
        at: index,
        blankIsNever: blankIsNever.test(plain[index] ?? ''),
      })),
      pivoted: groupId >= 0 && groupNames.length > 0,
      header: plain,
      problems: (['name', 'status', 'group-id'] as const).flatMap((role) => {
        const [first, ...others] = all(role).map((index) => columns[index]?.header ?? '');
        if (others.length === 0) return [];
        const message = `Several columns may hold the same thing: ${[first, ...others].join(', ')}. Only ${first} is used; the others are shown as they are.`;
        return [{ line: row.line, message }];
      }),
    },
  };
}

function refusal(
  row: CsvRow,
  columns: readonly RosterColumn[],
  all: (role: ColumnRole) => number[],
): RosterError | null {
  const { line } = row;
  if (row.reach !== null || row.flaws.includes('torn')) return tornHeader(line);
  const named = (indexes: readonly number[]): string[] =>
    indexes.map((index) => columns[index]?.header ?? '');
  const ids = all('account-id');
  const emails = all('email');
  if (ids.length === 0 && emails.length === 1 && !row.cells.some(looksLikeAccountId)) return null;
  if (ids.length === 0) {
    if (row.cells.some(looksLikeAccountId)) return missingHeader(line);
    const people =
      emails.length > 0 ||
      all('name').length > 0 ||
      row.cells.some((cell) => personHeader.test(plainHeader(cell)) || /\S@\S+\.\S/.test(cell));
    return noIdColumn(named([...columns.keys()]), people, line);
  }
  if (ids.length > 1) return ambiguousColumns('account ID', named(ids), line);
  if (emails.length > 1) return ambiguousColumns('e-mail address', named(emails), line);
  return null;
}

/** Identified by headers unique to one export kind [CODE, DOC]. A single column is a list, whatever its header. */
function kindOf(plain: readonly string[]): RosterKind {
  const has = (header: string): boolean => plain.includes(header);
  if (plain.filter((header) => header !== '').length === 1) return 'account-list';
  if (has('atlassian id')) return has('claimed') ? 'domain-export' : 'managed-accounts-export';
  if (has('user id') || (has('id') && has('active'))) return 'users-export';
  return 'account-list';
}
