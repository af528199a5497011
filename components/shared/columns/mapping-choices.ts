/** The answers that the admin can give about the columns of a file, and suggestions for them. Pure. */
import { looksLikeAccountId } from '#lib/domain/account/account-id';
import { isEmail } from '#lib/domain/account/email-domain';
import { columnsOf } from '#lib/domain/roster/columns';
import type { ColumnMapping, FirstRow } from '#lib/domain/roster/roster';

/** A column of the file, with its first values. */
export interface HeadedColumn {
  header: string;
  role: string;
  samples: string[];
}

/** The beginning of a file, with the roles that were recognised in its headers. */
export interface FileHead {
  rows: readonly FirstRow[];
  /** The line that was taken for the header; null if the file has none. */
  headerLine: number | null;
  /** Whether the rows are those of a sheet; lines of a text if absent. */
  inSheet?: boolean | undefined;
  /** The role of each column; absent if the file was not read. */
  roles?: readonly string[];
}

/** The choices of the admin: places of columns; null for none; undefined where the header decides. */
export type MappingChoices = Omit<ColumnMapping, 'headerLine'>;

/** The number of values shown of a column. */
const samplesShown = 4;

/** The columns of a file whose header is on this line; numbered if it has none. */
export function headedColumns({ rows, roles, ...head }: FileHead, headerLine: number | null): HeadedColumn[] {
  const header = rows.find(({ line }) => line === headerLine);
  const below = header ? rows.slice(rows.indexOf(header) + 1) : rows;
  const width = Math.max(...rows.map(({ cells }) => cells.length), 0);
  const columns = header
    ? columnsOf(header.cells)
    : Array.from({ length: width }, (_, at) => ({ header: `Column ${at + 1}`, role: 'other' }));
  const asRead = headerLine === head.headerLine ? roles : undefined;
  return columns.map((column, at) => ({
    header: column.header || `Column ${at + 1}`,
    role: asRead?.[at] ?? column.role,
    samples: below.slice(0, samplesShown).map(({ cells }) => cells[at] ?? ''),
  }));
}

/**
 * The suggestion for these columns. If the file was not read before, and it is not certain which column has the account
 * IDs, neither they nor the addresses are suggested: the admin has to say which count.
 */
export function suggestedChoices(columns: readonly HeadedColumn[], wasRead: boolean): MappingChoices {
  const first = (role: string): number | null => {
    const at = columns.findIndex((column) => column.role === role);
    return at < 0 ? null : at;
  };
  const choices = {
    accountId: first('account-id'),
    email: first('email'),
    name: first('name'),
    status: first('status'),
  };
  if (wasRead) return choices;
  const withIds = columns.flatMap(({ samples }, at) => (samples.some(looksLikeAccountId) ? [at] : []));
  if (choices.accountId !== null && !withIds.includes(choices.accountId)) choices.accountId = null;
  const isUnread = withIds.some((at) => at !== choices.accountId);
  return isUnread ? { ...choices, accountId: null, email: null } : choices;
}

/** Whether the first row of a file is a user already. */
export function beginsWithUser({ rows }: Pick<FileHead, 'rows'>): boolean {
  return rows[0]?.cells.some((cell) => looksLikeAccountId(cell) || isEmail(cell.trim())) ?? false;
}
