/** Remarks for the admin about how a sheet was read. */
import { whole } from '#lib/domain/text/whole';
import { columnName } from '#lib/domain/workbook/cell-reference';
import type { ColouredRows } from '#lib/domain/workbook/coloured-rows';
import type { SheetComments } from '#lib/domain/workbook/comments';
import type { HiddenRows } from '#lib/domain/workbook/hidden-rows';
import type { OfferedSheet } from '#lib/domain/workbook/package/fault';
import type { SheetReader } from '#lib/domain/workbook/sheet';

const mostNamed = 5;

/** The facts of which the notes are made. */
interface SheetRead {
  name: string;
  others: readonly OfferedSheet[];
  hasMacros: boolean;
  comments: SheetComments;
  coloured: ColouredRows;
  reader: SheetReader;
  /** The hidden rows with text, and whether they were read. */
  hiddenRows: HiddenRows & { read: boolean };
  /** The names of ranges whose value was read for several rows. */
  filled: readonly string[];
}

/** The notes, each a sentence or two. */
export function notesOn({
  name,
  others,
  hasMacros,
  comments,
  coloured,
  reader,
  hiddenRows,
  filled,
}: SheetRead): string[] {
  const { formulas, errors } = reader;
  const hidden = hiddenColumns(reader);
  const notes: string[] = [];
  if (others.length > 0) {
    const rest = named(others.map((other) => `“${other.name}”`));
    notes.push(`Lockstep read the sheet “${name}” of this workbook. It did not read ${rest}.`);
  }
  if (hiddenRows.count > 0) {
    notes.push(
      hiddenRows.read
        ? `${hiddenText(hiddenRows.count)} You chose to read ${them(hiddenRows.count)}.`
        : `${hiddenText(hiddenRows.count)} You chose to leave ${them(hiddenRows.count)} out.${lost(hiddenRows)}`,
    );
  }
  if (hidden.length > 0) {
    notes.push(
      `${counted(hidden.length, 'column')} of the sheet ${are(hidden.length)} hidden: ${named(hidden)}. Lockstep read ${them(hidden.length)} like the others.`,
    );
  }
  if (formulas.count > 0) {
    notes.push(
      `${counted(formulas.count, 'cell')} ${formulas.count === 1 ? 'has a formula' : 'have formulas'}. The first one is ${formulas.first}. Lockstep computes nothing. It read the values that the workbook has stored.`,
    );
  }
  if (errors.count > 0) {
    notes.push(
      `${counted(errors.count, 'cell')} ${errors.count === 1 ? 'has' : 'have'} an error such as #N/A in place of a value. The first one is ${errors.first}.`,
    );
  }
  if (filled.length > 0) {
    notes.push(
      `Cells are merged over several rows: ${named(filled)}. Lockstep read their value for each of these rows.`,
    );
  }
  if (comments.first !== null) {
    const { cell, text } = comments.first;
    notes.push(
      `${counted(comments.cells, 'cell')} ${comments.cells === 1 ? 'has a comment' : 'have comments'}. The first one is on ${cell}: “${text.slice(0, 80)}”. Lockstep only looks in them for words by which a user may be meant to stay.`,
    );
  }
  if (coloured.first !== null) {
    notes.push(
      `${counted(coloured.count, 'row')} of the sheet ${coloured.count === 1 ? 'has' : 'have'} another colour than most. The first one is row ${coloured.first}. Lockstep does not know what a colour means. If one marks users who stay, leave them out.`,
    );
  }
  if (reader.lookRules > 0) {
    notes.push(
      `The sheet has conditional formatting, which may colour cells or strike their text through. Lockstep does not compute it. If it marks users who stay, leave them out.`,
    );
  }
  if (hasMacros) notes.push('The workbook has macros. Lockstep never runs them.');
  return notes;
}

/** The letters of the hidden columns that have text. */
function hiddenColumns({ hiddenColumns: ranges, rows }: SheetReader): string[] {
  if (ranges.length === 0) return [];
  const used = new Set<number>();
  for (const { cells } of rows)
    for (const [column, cell] of cells.entries()) if (cell !== '') used.add(column);
  return [...used]
    .filter((column) => ranges.some(({ first, last }) => first <= column && column <= last))
    .sort((a, b) => a - b)
    .map(columnName);
}

/** Content that is lost by leaving hidden rows out. */
function lost({ ofUsersInSight: rows }: HiddenRows): string {
  if (rows === 0) return '';
  return ` ${whole(rows)} of them ${rows === 1 ? 'is about a user who has' : 'are about users who have'} a visible row too. Lockstep does not know the groups and roles that only the hidden ${rows === 1 ? 'row names' : 'rows name'}.`;
}

function named(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const list = names.slice(0, mostNamed).join(', ');
  return more > 0 ? `${list} and ${whole(more)} more` : list;
}

function counted(count: number, noun: string): string {
  return `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function hiddenText(rows: number): string {
  return `${counted(rows, 'row')} of the sheet ${are(rows)} hidden, for example by a filter.`;
}

const them = (count: number): string => (count === 1 ? 'it' : 'them');

const are = (count: number): string => (count === 1 ? 'is' : 'are');
