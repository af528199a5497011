/** Checks a row as a whole, before its cells are interpreted. */
import { accountIdIn, looksLikeAccountId } from '#lib/domain/account/account-id';
import { readFileStatus } from '#lib/domain/account/account-status';
import { isEmail } from '#lib/domain/account/email-domain';
import { readAccountId } from '#lib/domain/account/read-account-id';
import type { CsvRow } from '#lib/domain/csv/reading';
import { lineEndsIn } from '#lib/domain/csv/records';
import { misplacedCells } from '#lib/domain/roster/cells/misplaced-cells';
import type { ReadingPlan } from '#lib/domain/roster/column-plan';
import { plainHeader } from '#lib/domain/roster/columns';
import type { ColumnRole } from '#lib/domain/roster/header/column-role';
import { sameHeader } from '#lib/domain/roster/header-again';
import type { ProblemCode, RowProblem } from '#lib/domain/roster/roster';

/**
 * `shifted`: it is uncertain which cell is which, so not even the account ID may be read. `fragment`: the row is a
 * piece of one, so that its neighbours may be pieces too.
 */
interface RowDoubts {
  shifted: boolean;
  fragment: boolean;
  problems: readonly RowProblem[];
}

const noDoubts: RowDoubts = { shifted: false, fragment: false, problems: [] };
const quoteAfterSpace = /^[^\S\r\n]+"/;

/** Whether white space comes before a quote. For nearly every cell the first character decides, without the pattern. */
function beginsSpaced(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return (first <= 0x20 || first >= 0x85) && quoteAfterSpace.test(cell);
}

/**
 * Finds the doubts about a row that is not blank. `passed`: the role of columns whose cells are known to be in place;
 * null if there is none.
 */
export function rowDoubts(row: CsvRow, plan: ReadingPlan, passed: ColumnRole | null): RowDoubts {
  const { cells, line, lastLine, flaws } = row;
  const spaced = row.spaced && cells.some(beginsSpaced);
  // Lockstep writes the rows of an organisation itself, so their cells are always in place.
  const misplaced = plan.kind === 'organisation' ? null : misplacedCells(cells, plan, passed);
  const asExpected = cells.length === plan.columns.length && lastLine === line && flaws.length === 0;
  if (asExpected && !spaced && misplaced === null && !isHeader(cells, plan) && cells.length > 1)
    return noDoubts;

  const problems: RowProblem[] = [];
  const report = (code: ProblemCode, blocks: boolean, message: string): void => {
    problems.push({ code, message, line, blocks });
  };
  const header = isHeader(cells, plan);
  const short = cells.length < plan.columns.length ? shortness(cells, plan) : null;
  let shifted = true;
  if (flaws.includes('unbalanced') || (flaws.includes('loose') && !areFormulas(cells)) || spaced)
    report('stray-quote', true, strayQuote(row));
  else if (header) {
    problems.push(sameHeader(line, plan.noun));
  } else if (cells.length > plan.columns.length || short?.isFragment) {
    report('field-count', true, wrongCount(cells, plan));
  } else if (lastLine > line && maySwallow(cells, plan)) {
    report(
      'several-lines',
      true,
      `This row runs from line ${line} to line ${lastLine}, and other users may be hidden in it. Look for a missing quotation mark there.`,
    );
  } else if (flaws.includes('merged')) {
    report(
      'field-count',
      true,
      'Cells of this row are merged over several columns, so it is not certain to which column their value belongs. Unmerge them in the workbook, and upload it again.',
    );
  } else if (misplaced !== null) {
    const message = `${misplaced} So the cells of this row have probably moved. Correct the row.`;
    report('misplaced-cells', true, message);
  } else {
    shifted = false;
    if (short !== null && short.missing.length > 0) report('field-count', false, endsEarly(short.missing));
    if (flaws.includes('open') && (short !== null || mayBeCut(cells, plan))) {
      report('cut-off', false, cutOff);
    }
  }
  shifted = reportCharacters(flaws, report) || shifted;
  const fragment = (short?.isFragment === true && !header && !isFooter(cells)) || isPieceOfId(cells, plan);
  return { shifted, fragment, problems };
}

const cutOff =
  'The file ends within this row, without a line end, so its last cell may be cut off. Check that this is the right person.';

/** Reports damaged and hidden characters. True if they make it uncertain which cell is which. */
function reportCharacters(
  flaws: CsvRow['flaws'],
  report: (code: ProblemCode, blocks: boolean, message: string) => void,
): boolean {
  if (flaws.includes('undecodable')) {
    report(
      'damaged-text',
      true,
      'Characters of this row are damaged: its bytes are not of the encoding of the rest of the file. Save the file as UTF-8 and upload it again.',
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
  if (flaws.includes('struck')) {
    report(
      'meant-to-stay',
      false,
      'Text in this row is struck through, so this user may be meant to stay. Check this before you select the user.',
    );
  }
  if (flaws.includes('coloured')) {
    report(
      'meant-to-stay',
      false,
      'This row has another colour than most, so this user may be meant to stay. Check this before you select the user.',
    );
  }
  if (!flaws.includes('nul')) return false;
  report(
    'damaged-text',
    true,
    'The row holds NUL bytes, so the file was damaged on its way. Download the export again.',
  );
  return true;
}

function isHeader(cells: readonly string[], plan: ReadingPlan): boolean {
  const id = cells[plan.id] ?? '';
  // The lengths rarely match, since an ID is longer than its header. So most rows need no normalised copy.
  if (id.length !== plan.header[plan.id]?.length && id.trim() === id) return false;
  if (plainHeader(id) !== plan.header[plan.id]) return false;
  return cells.every((cell, at) => plainHeader(cell) === plan.header[at]);
}

/** Whether every cell with a quotation mark is a whole `="…"`, by which people keep a spreadsheet from changing it. */
function areFormulas(cells: readonly string[]): boolean {
  return cells.every((cell) => !cell.includes('"') || /^\s*="[^"]*"\s*$/.test(cell));
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
  const columns = cells.length === 1 ? '1 column' : `${cells.length} columns`;
  return `This row has ${columns} where the header has ${expected}, so its account ID may be in the wrong place. Correct the row.${extra}`;
}

/** Roles of the columns on which guards and the admin rely. */
const relied: ReadonlySet<string> = new Set<ColumnRole>([
  'name',
  'email',
  'status',
  'org-role',
  'group-id',
  'group-name',
]);

/**
 * A row with fewer cells than the header. A spreadsheet leaves out empty cells at the end. Without a whole account ID,
 * or an address where there is none to be, the row is a fragment. `missing`: the headers that matter.
 */
function shortness(cells: readonly string[], plan: ReadingPlan): { isFragment: boolean; missing: string[] } {
  const reading = plan.id >= 0 ? readAccountId(cells[plan.id] ?? '') : null;
  const hasId = reading?.ok === true && accountIdIn(reading.id) !== null;
  const hasNoId =
    plan.id < 0 || (plan.id < cells.length && reading?.ok === false && reading.code === 'missing-account-id');
  const isFragment = !hasId && !(hasNoId && isEmail((cells[plan.email] ?? '').trim()));
  const missing = plan.columns.slice(cells.length).filter(({ role }) => relied.has(role));
  return { isFragment, missing: missing.map(({ header }) => header) };
}

/** Matches lines that programs write below the last row. */
const footer = /^\W*(?:(?:grand|sub)?[ -]?totals?|sum|count|eof|end|\d+ rows?)\b/i;

function isFooter(cells: readonly string[]): boolean {
  return (
    footer.test(cells[0] ?? '') && !cells.some((cell) => isEmail(cell.trim()) || looksLikeAccountId(cell))
  );
}

/** In a bare list: the first digits of an account ID, which a line end has cut off. */
function isPieceOfId(cells: readonly string[], { id, columns }: ReadingPlan): boolean {
  return columns.length === 1 && id === 0 && /^\d{1,12}:?$/.test((cells[0] ?? '').trim());
}

function endsEarly(missing: readonly string[]): string {
  return `The row ends before ${missing.slice(0, 5).join(', ')}, so it is not certain that nothing is missing. Check that this is the right person.`;
}

/** Whether the last cell may be cut off. Columns that are not used do not matter. */
function mayBeCut(cells: readonly string[], { columns, kind }: ReadingPlan): boolean {
  const cell = (cells.at(-1) ?? '').trim();
  switch (columns.at(-1)?.role) {
    case 'account-id':
      return accountIdIn(cell) === null;
    case 'status':
      return readFileStatus(cell) === 'unknown';
    case 'email':
      return kind !== 'email-list';
    case 'name':
    case 'org-role':
    case 'group-name':
      return true;
    case 'last-seen':
      return !/\b\d{4}$|^\d{4}-\d{2}-\d{2}/.test(cell);
    default:
      return false;
  }
}

/**
 * Whether a cell with line ends may be several rows that a missing quote joined. No name, address or role has line
 * ends; no line of a note is or has an account ID or an address, or as many delimiters as a row.
 */
function maySwallow(cells: readonly string[], plan: ReadingPlan): boolean {
  return cells.some((cell, at) => {
    if (lineEndsIn(cell) === 0) return false;
    if (plan.columns[at]?.role !== 'other') return true;
    return cell.split(/\r\n|\n|\r/).some((text) => {
      const parts = text.split(plan.delimiter);
      if (parts.length >= plan.columns.length && parts.length > 1) return true;
      return parts
        .flatMap((part) => part.split(/[\s"]+/))
        .some((part) => looksLikeAccountId(part) || isEmail(part));
    });
  });
}
