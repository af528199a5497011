/** Finds notes of people in a row of a file which suggest that its user is meant to stay. Pure. */
import type { CsvRow } from '#lib/domain/csv/reading';
import { type DecisionColumn, findStayingDecision } from '#lib/domain/roster/cells/decision-columns';
import { type LeavingColumn, leavesLater } from '#lib/domain/roster/cells/leaving-dates';
import { forbidsDeactivation, headsThoseWhoStay, isStaying } from '#lib/domain/roster/cells/staying-words';
import { foldedText } from '#lib/domain/text/folded-text';

/** The columns in which people may note it. */
interface NotedColumns {
  columns: readonly { header: string }[];
  decisionColumns?: readonly DecisionColumn[];
  leaving?: { columns: readonly LeavingColumn[]; today: string };
  remarks: readonly number[];
}

/** The first such note, as a sentence that names its column; null if there is none. */
export function whyMeantToStay(row: Pick<CsvRow, 'cells' | 'comments'>, plan: NotedColumns): string | null {
  const { cells } = row;
  return decisionIn(cells, plan) ?? sparingIn(cells, plan) ?? commentIn(row) ?? leavingIn(cells, plan);
}

function decisionIn(cells: readonly string[], plan: NotedColumns): string | null {
  const said = plan.decisionColumns ? findStayingDecision(cells, plan.decisionColumns) : null;
  if (said === null) return null;
  return said.text === ''
    ? `Empty in ${columnAt(plan, said.at)}, where other rows say that the user is to be deactivated: this user may be meant to stay.`
    : `“${said.text.slice(0, 80)}” in ${columnAt(plan, said.at)} may mean that this user stays.`;
}

function sparingIn(cells: readonly string[], plan: NotedColumns): string | null {
  for (const at of plan.remarks) {
    const text = cells[at] ?? '';
    if (forbidsDeactivation(text))
      return `“${text.trim().slice(0, 80)}” in ${columnAt(plan, at)} may mean that this user stays.`;
  }
  return null;
}

function commentIn({ comments = [] }: Pick<CsvRow, 'comments'>): string | null {
  const found = comments.find((text) => isStaying(foldedText(text)) || headsThoseWhoStay(text));
  return found === undefined
    ? null
    : `The comment “${found.slice(0, 80)}” on a cell of this row may mean that this user stays.`;
}

function leavingIn(cells: readonly string[], plan: NotedColumns): string | null {
  const { columns, today } = plan.leaving ?? { columns: [], today: '' };
  const found = leavesLater(cells, columns, today);
  if (found === null) return null;
  const { at, text, isLastDay } = found;
  const column = columnAt(plan, at);
  if (text === '') return `Empty in ${column}, where other rows have a date: this user may not leave.`;
  const [range, state] = isLastDay ? ['before', 'may still work'] : ['up to', 'may not have left yet'];
  return `“${text.slice(0, 80)}” in ${column} is no day ${range} ${today}, when the file was read: this user ${state}.`;
}

const columnAt = ({ columns }: NotedColumns, at: number): string =>
  `the column “${columns[at]?.header.slice(0, 80)}”`;
