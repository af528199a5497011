/**
 * Writing CSV files: rows that read back as the same cells, and cells that no spreadsheet takes for a formula.
 *
 * A formula begins with = + - or @, also in full width; spreadsheets skip blanks and invisible characters before it. An
 * apostrophe keeps the cell a text [DOC: OWASP, CSV injection]. A spreadsheet with another list separator cuts a cell
 * in pieces, and quotes do not stop it: they count at the edge of a cell only, and not where it sees one. So every part
 * of a cell behind a separator or a line break is guarded like a cell.
 */
import Papa from 'papaparse';
import { parseAccountId } from '#lib/domain/account/account-id';

/** The text of a file: a byte-order mark, so that spreadsheets take it for UTF-8, and line ends as in RFC 4180. */
export function csvText(rows: readonly (readonly string[])[], delimiter = ','): string {
  return `\ufeff${csvLines(rows, delimiter)}`;
}

/** Lines of such a file, each with its end: what follows the byte-order mark. */
export function csvLines(rows: readonly (readonly string[])[], delimiter = ','): string {
  // Beside the delimiter, a blank at an edge and another reader's delimiters are put in quotes.
  const text = Papa.unparse(
    rows.map((row) => [...row]),
    { delimiter, newline: '\r\n', quotes: (cell: unknown) => /^\s|\s$|[,;|\t]/.test(String(cell)) },
  );
  return `${text}\r\n`;
}

/**
 * A cell with an apostrophe before every part that could be a formula. Account IDs stay as they are unless they begin
 * with a hyphen: behind a bar their characters form no call and no link.
 */
export function guardCell(text: string): string {
  if (parseAccountId(text) === text) return text.replace(/^-/, "'-");
  const guarded = mayLead.test(text) ? changeGuards(text, plainLead, addGuards) : text;
  return /^[\t\r\n\0]/.test(guarded) ? `'${guarded}` : guarded;
}

/**
 * `guardCell` for files that are read back: `unescapeCell` gives the same text again. Where an apostrophe at the
 * beginning is enough it is all there is. Else the cell begins with an apostrophe and a blank, and has guards inside.
 */
export function escapeCell(text: string): string {
  const plain = bareStart.test(text) ? `'${text}` : text;
  return guardCell(plain) === plain ? plain : `' ${changeGuards(text, quotedLead, addGuards)}`;
}

/** The text that `escapeCell` was given, also the one of earlier versions, which had no guards inside. */
export function unescapeCell(cell: string): string {
  if (cell.startsWith("' ")) return changeGuards(cell.slice(2), quotedLead, dropGuards);
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

/** What a formula begins with, and what a reader may skip before it, as parts of a character class. */
const formula = String.raw`=+\-@＝＋－＠`;
const skipped = String.raw`\s\p{Cc}\p{Cf}"`;

const formulaLast = new RegExp(`[${formula}]$`);
/** The beginnings that earlier versions guarded, and no others. */
const bareStart = new RegExp(String.raw`^['\t\r\n\0${formula}]`);

/**
 * Separators and what may be skipped, with the formula's first character where one follows. Each match goes as far as
 * it can, so that a text is passed once.
 */
const plainLead = leadOf(skipped);
/** A quick look: texts without it, which is nearly all, need no guard. */
const mayLead = new RegExp(`(?:^|[${skipped},;|])[${formula}]`, 'u');
/** The same, where an apostrophe is skipped as well: it may be one of the text's own. */
const quotedLead = leadOf(`${skipped}'`);

function leadOf(skipped: string): RegExp {
  const before = `[${skipped},;|]`;
  return new RegExp(`^${before}*[${formula}]?|${before}+[${formula}]?`, 'gu');
}

/** Changes what is before each formula: `change` gets it from where its part begins, if it begins there. */
function changeGuards(text: string, lead: RegExp, change: (lead: string, begins: boolean) => string): string {
  return text.replace(lead, (match, at: number) => {
    if (!formulaLast.test(match)) return match;
    const from = Math.max(...[',', ';', '|'].map((separator) => match.lastIndexOf(separator))) + 1;
    return match.slice(0, from) + change(match.slice(from), from > 0 || at === 0);
  });
}

function addGuards(lead: string, begins: boolean): string {
  return (begins ? "'" : '') + lead.replace(/\r\n|[\t\r\n]/g, "$&'");
}

function dropGuards(lead: string, begins: boolean): string {
  return (begins ? lead.replace(/^'/, '') : lead).replace(/(\r\n|[\t\r\n])'/g, '$1');
}
