/** Checks a row as a whole, before its cells are interpreted. */
import { looksLikeAccountId } from '#lib/domain/account/account-id';
import type { CsvRow } from '#lib/domain/csv/reading';
import { lineEndsIn } from '#lib/domain/csv/records';
import type { ReadingPlan } from '#lib/domain/roster/column-plan';
import { plainHeader } from '#lib/domain/roster/columns';
import type { ProblemCode, RowProblem } from '#lib/domain/roster/roster';

/** `shifted`: it is uncertain which cell is which, so not even the account ID may be read. */
interface RowDoubts {
  shifted: boolean;
  problems: readonly RowProblem[];
}

const noDoubts: RowDoubts = { shifted: false, problems: [] };
const quoteAfterSpace = /^[^\S\r\n]+"/;

/** Whether white space comes before a quote. For nearly every cell the first character decides, without the pattern. */
function beginsSpaced(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return (first <= 0x20 || first >= 0x85) && quoteAfterSpace.test(cell);
}

/** Finds the doubts about a row that is not blank. */
export function rowDoubts(row: CsvRow, plan: ReadingPlan): RowDoubts {
  const { cells, line, lastLine, flaws } = row;
  const counted = cells.length === plan.columns.length;
  const spaced = row.spaced && cells.some(beginsSpaced);
  if (counted && lastLine === line && flaws.length === 0 && !spaced && !isHeader(cells, plan))
    return noDoubts;

  const problems: RowProblem[] = [];
  const report = (code: ProblemCode, blocks: boolean, message: string): boolean => {
    problems.push({ code, message, line, blocks });
    return true;
  };
  let shifted = false;
  if (flaws.includes('torn') || spaced) shifted = report('stray-quote', true, strayQuote(row));
  if (!counted && !shifted) shifted = report('field-count', true, wrongCount(cells, plan));
  if (isHeader(cells, plan)) {
    shifted = report(
      'repeated-header',
      true,
      `Line ${line} is the header once more: files seem to have been joined. Nothing is to be done with this row.`,
    );
  }
  if (lastLine > line && !shifted && maySwallow(cells, plan)) {
    shifted = report(
      'several-lines',
      true,
      `This row runs from line ${line} to line ${lastLine}, and other users may be hidden in it. Look for a missing quotation mark there.`,
    );
  }
  if (flaws.includes('merged') && !shifted) {
    shifted = report(
      'field-count',
      true,
      'Cells of this row are merged over several columns, so it is not certain to which column their value belongs. Unmerge them in the workbook, and upload it again.',
    );
  }
  if (flaws.includes('undecodable')) {
    report(
      'damaged-text',
      true,
      'Characters of this row are damaged: its bytes are not of the encoding of the rest of the file. Save the file as UTF-8 and upload it again.',
    );
  }
  if (flaws.includes('nul')) {
    shifted = report(
      'damaged-text',
      true,
      'The row holds NUL bytes, so the file was damaged on its way. Download the export again.',
    );
  }
  if (flaws.includes('replaced')) {
    report(
      'damaged-text',
      false,
      'A character (�) stands for one that was lost before this file was written. Check that this is the right person.',
    );
  }
  if (flaws.includes('hidden')) {
    report(
      'hidden-characters',
      false,
      'The row holds characters that cannot be seen and may change how it looks. Check that this is the right person.',
    );
  }
  return { shifted, problems };
}

function isHeader(cells: readonly string[], plan: ReadingPlan): boolean {
  const id = cells[plan.id] ?? '';
  // The lengths rarely match, since an ID is longer than its header. So most rows need no normalised copy.
  if (id.length !== plan.header[plan.id]?.length && id.trim() === id) return false;
  if (plainHeader(id) !== plan.header[plan.id]) return false;
  return cells.every((cell, at) => plainHeader(cell) === plan.header[at]);
}

function strayQuote({ line, reach }: CsvRow): string {
  if (reach === null || reach.from === reach.to) {
    return `A quotation mark on line ${line} is out of place, so it is not certain where its columns begin. Correct the line.`;
  }
  return `A quotation mark is out of place on line ${reach.from}, and it is not certain where the rows up to line ${reach.to} begin. Correct it, and these rows can be read.`;
}

function wrongCount(cells: readonly string[], plan: ReadingPlan): string {
  const expected = plan.columns.length;
  const beyond = cells.slice(expected).join(plan.delimiter).trim().slice(0, 120);
  const extra = beyond === '' ? '' : ` Beyond the last column: “${beyond}”.`;
  return `This row has ${cells.length} columns where the header has ${expected}, so its account ID may be in the wrong place. Correct the row.${extra}`;
}

/**
 * Whether a cell with line ends may be several rows that a missing quote joined. No name, address or role has line
 * ends; a note that has them contains neither account IDs nor as many delimiters as a row.
 */
function maySwallow(cells: readonly string[], plan: ReadingPlan): boolean {
  return cells.some((cell, at) => {
    if (lineEndsIn(cell) === 0) return false;
    if (plan.columns[at]?.role !== 'other') return true;
    const [, ...later] = cell.split(/\r\n|\n|\r/);
    return later.some((text) => {
      const parts = text.split(plan.delimiter);
      return parts.some(looksLikeAccountId) || (parts.length >= plan.columns.length && parts.length > 1);
    });
  });
}
