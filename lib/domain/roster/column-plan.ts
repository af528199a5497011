/** Plans from the header row how each cell is read, or explains why the columns cannot be read. */
import type { CsvRow } from '#lib/domain/csv/reading';
import { type AdminColumn, adminColumnsOf } from '#lib/domain/roster/cells/admin-columns';
import { type DecisionColumn, decisionColumnsOf } from '#lib/domain/roster/cells/decision-columns';
import type { LastSeenColumn } from '#lib/domain/roster/cells/last-seen';
import { type LeavingColumn, leavingColumnsOf } from '#lib/domain/roster/cells/leaving-dates';
import { columnRefusal } from '#lib/domain/roster/column-refusal';
import { columnsOf, mappedColumns, plainHeader, rivals, withFilledNames } from '#lib/domain/roster/columns';
import type { ColumnRole } from '#lib/domain/roster/header/column-role';
import { blankIsNever, doubtful, headerKey, meaningOf } from '#lib/domain/roster/header/header-meaning';
import type { ColumnMapping, RosterColumn, RosterError, RosterKind } from '#lib/domain/roster/roster';
import { type PlaceNoun, placeNoun } from '#lib/domain/text/place';

/** Indexes into the cells of a row; -1 if the file has no such column. */
export interface ReadingPlan {
  kind: RosterKind;
  columns: RosterColumn[];
  delimiter: string;
  /** The word for a place of it in messages. */
  noun: PlaceNoun;
  id: number;
  name: number;
  email: number;
  status: number;
  groupId: number;
  groupNames: number[];
  orgRoles: number[];
  /** Columns that answer whether somebody is an administrator; absent if there are none. */
  adminColumns?: AdminColumn[];
  /** Columns in which people note who is to be deactivated; absent if there are none. */
  decisionColumns?: DecisionColumn[];
  /**
   * Columns with the day on which people leave, and the day on which the file is read (YYYY-MM-DD); absent if there are
   * none.
   */
  leaving?: { columns: LeavingColumn[]; today: string };
  /** Columns with a text in which people may say that a user stays: the names, and those without a known meaning. */
  remarks: number[];
  lastSeen: LastSeenColumn[];
  /**
   * Columns of the first and the last name, for files without a column for the whole name; absent if there are none.
   */
  nameParts?: number[];
  /** Other columns with the header of the status column, whose values must be the same. */
  statusAgain?: number[];
  /** Whether the organisation has claimed the account; absent if there is no such column. */
  claimed?: number;
  /** There may be one row per user and group: rows of one account ID are one user. */
  pivoted: boolean;
  /** The header's cells, to recognise a repeated header row. */
  header: string[];
  problems: { line: number; message: string }[];
}

/** A plan, or the error that refuses the file. */
type PlanResult = { ok: true; plan: ReadingPlan } | { ok: false; error: RosterError };

/** The form of a file. */
export interface FileForm {
  /** The day on which it is read, YYYY-MM-DD. Without it, no dates are compared with it. */
  today?: string | undefined;
  /** The separator between the fields of a text. */
  delimiter: string;
  /** Whether the rows come from a sheet of a workbook. */
  isSheet: boolean;
}

/**
 * Plans the reading of a file of this form with this header row. `mapping` is the admin's choice
 * of columns, if they were asked. `sample`: the first rows below the header, whose values show what a header does not.
 */
export function planReading(
  row: CsvRow,
  { delimiter, isSheet, today }: FileForm,
  mapping: ColumnMapping | null = null,
  sample: readonly CsvRow[] = [],
): PlanResult {
  const plainColumns = columnsOf(row.cells);
  const columns = mapping
    ? mappedColumns(plainColumns, mapping)
    : withFilledNames(plainColumns, row.cells, sample);
  const all = (role: ColumnRole): number[] =>
    columns.flatMap((column, at) => (column.role === role ? [at] : []));
  const at = (role: ColumnRole): number => all(role)[0] ?? -1;
  const noun = placeNoun(isSheet);
  const error = columnRefusal(row, columns, mapping ? null : sample, noun);
  if (error) return { ok: false, error };
  const groupId = at('group-id');
  const groupNames = all('group-name');
  const adminColumns = adminColumnsOf(row.cells).filter((column) => columns[column.at]?.role === 'other');
  const decisionColumns = decisionColumnsOf(row.cells, sample).filter(
    (column) => columns[column.at]?.role === 'other',
  );
  const leaving = leavingColumnsOf(row.cells, sample).filter(
    (column) => columns[column.at]?.role === 'other',
  );
  return {
    ok: true,
    plan: {
      kind: at('account-id') < 0 ? 'email-list' : kindOf(row.cells, at('account-id')),
      columns,
      delimiter,
      noun,
      id: at('account-id'),
      name: at('name'),
      email: at('email'),
      status: at('status'),
      groupId,
      groupNames,
      orgRoles: all('org-role'),
      ...(adminColumns.length > 0 && { adminColumns }),
      ...(decisionColumns.length > 0 && { decisionColumns }),
      ...(leaving.length > 0 && today !== undefined && { leaving: { columns: leaving, today } }),
      remarks: [...all('name'), ...all('first-name'), ...all('last-name'), ...all('other')],
      lastSeen: all('last-seen').map((index) => ({
        at: index,
        blankIsNever: blankIsNever(row.cells[index] ?? ''),
      })),
      nameParts: [...all('first-name'), ...all('last-name')],
      statusAgain: again(row.cells, at('status')),
      claimed: at('claimed'),
      pivoted: groupNames.length > 0,
      header: row.cells.map(plainHeader),
      problems: notesOn(row, columns, at),
    },
  };
}

/** The other columns whose header differs from this one's in spelling only. */
function again(cells: readonly string[], column: number): number[] {
  const key = headerKey(cells[column] ?? '');
  return cells.flatMap((cell, at) => (column >= 0 && at !== column && headerKey(cell) === key ? [at] : []));
}

/** Notes on the columns of which only one is used. */
function notesOn(
  { cells, line }: CsvRow,
  columns: readonly RosterColumn[],
  at: (role: ColumnRole) => number,
): ReadingPlan['problems'] {
  return (['name', 'status', 'group-id'] as const).flatMap((role) => {
    const used = at(role);
    const named = rivals(cells, role).filter((index) => index !== used);
    const others = named.filter((index) => columns[index]?.role === 'other');
    if (used < 0 || others.length === 0) return [];
    const headerOf = (index: number): string => columns[index]?.header ?? '';
    const message = `Several columns may hold the same thing: ${[used, ...others].map(headerOf).join(', ')}. Only ${headerOf(used)} is used; the others are shown as they are.`;
    return [{ line, message }];
  });
}

/** Headers beside `accountId` which show that a table was made from an API of Atlassian. */
const apiFields = ['active', 'account status', 'account type'];

/** Identified by headers unique to one export kind [CODE, DOC]. A single column is a list, whatever its header. */
function kindOf(cells: readonly string[], id: number): RosterKind {
  const keys = cells.map(headerKey);
  const has = (header: string): boolean => keys.includes(header);
  if (keys.filter((header) => header !== '').length === 1) return 'account-list';
  // Its columns: `Email`, `Atlassian ID`, `Last active time`, `User access to products` [CODE].
  if (has('atlassian id') && has('user access to product')) return 'external-users-export';
  if (has('atlassian id')) return has('claimed') ? 'domain-export' : 'managed-accounts-export';
  const isAtlassians = keys[id] === 'user id' && meaningOf(cells[id] ?? '').rank < doubtful;
  if (isAtlassians || (has('id') && has('active'))) return 'users-export';
  // Fields of an account in Atlassian's APIs: `active`, `accountType`, `account_status` [SPEC].
  const isOfApi = keys[id] === 'account id' && apiFields.some(has);
  return isOfApi ? 'api-list' : 'account-list';
}
