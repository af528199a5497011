/** Finds cells that cannot belong to their column, so that the cells of the row have probably moved. Pure. */
import { accountIdIn } from '#lib/domain/account/account-id';
import { readFileStatus } from '#lib/domain/account/account-status';
import { isEmail } from '#lib/domain/account/email-domain';
import { isOrganisationAdminRole } from '#lib/domain/account/roles';
import type { ColumnRole } from '#lib/domain/roster/header/column-role';
import { remembering } from '#lib/domain/text/remembered';

/** The kinds of values that can be recognised in any column. */
type CellNature = 'account ID' | 'e-mail address' | 'status' | 'role';

/** The columns of the file; indexes are -1 if there is none. */
interface Columns {
  columns: readonly { header: string; role: string }[];
  email: number;
  status: number;
}

/** Words that count as a status only in a status column. */
const plainWords = /^(?:yes|no|true|false|open|closed)$/i;

/** The natures that a cell of a column may not have. Columns that are not listed may hold anything. */
const impossible: Partial<Record<ColumnRole, readonly CellNature[]>> = {
  'account-id': ['e-mail address', 'status', 'role'],
  name: ['account ID', 'status', 'role'],
  email: ['account ID', 'status', 'role'],
  status: ['account ID', 'e-mail address', 'role'],
  'org-role': ['account ID', 'e-mail address', 'status'],
  'group-id': ['e-mail address', 'status'],
  added: ['account ID', 'e-mail address', 'status', 'role'],
  'last-seen': ['account ID', 'e-mail address', 'status', 'role'],
  billable: ['account ID', 'e-mail address', 'role'],
};

/**
 * A sentence about cells that cannot belong together in this row; null if there are none. `passed`: the role of columns
 * whose cells are known to be in place; null if there is none.
 */
export function misplacedCells(
  cells: readonly string[],
  plan: Columns,
  passed: ColumnRole | null,
): string | null {
  for (let at = 0; at < cells.length; at += 1) {
    const column = plan.columns[at];
    if (column === undefined || column.role === passed) continue;
    const cell = cells[at] ?? '';
    const forbidden = impossible[column.role as ColumnRole];
    if (!forbidden || cell === '') continue;
    const nature = natureIn(column.role, plan.status === at)(cell);
    if (nature !== null && forbidden.includes(nature)) {
      return `“${clip(cell)}” in the column ${column.header} is ${nature === 'status' || nature === 'role' ? 'a' : 'an'} ${nature}.`;
    }
  }
  return strayAddress(cells, plan);
}

/** Reads a cell of the status column, or of any other. */
type ReadNature = (cell: string) => CellNature | null;

const natureOfStatus: ReadNature = (cell) => natureOf(cell, true);
const natureOfOther: ReadNature = (cell) => natureOf(cell, false);
const knownNatureOfStatus = remembering(natureOfStatus);
const knownNatureOfOther = remembering(natureOfOther);

/** Roles of columns in which hardly any two rows have the same value. */
const different: ReadonlySet<string> = new Set<ColumnRole>(['account-id', 'name', 'email']);

function natureIn(role: string, isStatusColumn: boolean): ReadNature {
  if (different.has(role)) return isStatusColumn ? natureOfStatus : natureOfOther;
  return isStatusColumn ? knownNatureOfStatus : knownNatureOfOther;
}

function natureOf(cell: string, isStatusColumn: boolean): CellNature | null {
  const text = cell.trim();
  if (text === '') return null;
  if (text.includes('@')) return isEmail(text) ? 'e-mail address' : null;
  if (accountIdIn(text) !== null) return 'account ID';
  if (text.length > 40) return null;
  if (!plainWords.test(text) && readFileStatus(text) !== 'unknown') return 'status';
  // A status column may have words of its own; only the full words for a role are none of them.
  if (isOrganisationAdminRole(text) || (isStatusColumn && /^users?$/i.test(text))) return 'role';
  return null;
}

/**
 * A sentence if the e-mail cell is no address but another cell is one; null if not. An empty e-mail cell proves nothing
 * about the others.
 */
function strayAddress(cells: readonly string[], { email, columns }: Columns): string | null {
  const own = (cells[email] ?? '').trim();
  if (email < 0 || own === '' || own === 'NaN' || own.includes('@')) return null;
  const other = cells.findIndex((cell, at) => at !== email && isEmail(cell.trim()));
  if (other < 0) return null;
  return `“${clip(own)}” in the column ${columns[email]?.header} is no e-mail address, and “${clip(cells[other] ?? '')}” is one.`;
}

const clip = (text: string): string => text.trim().slice(0, 60);
