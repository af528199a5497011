/**
 * Writes CSV files: rows that read back as the same cells, and cells that no spreadsheet treats as a formula. A formula
 * begins with = + - or @, also in full width; spreadsheets skip blanks and invisible characters before it. An
 * apostrophe keeps the cell a text [DOC: OWASP, CSV injection]. A spreadsheet with another list separator splits a
 * cell, and quotes do not prevent that: they count only at the edge of what it sees as a cell. So every part of a cell
 * after a separator or a line break is guarded like a cell.
 */
import { parseAccountId } from '#lib/domain/account/account-id';

/** The text of a file: a byte-order mark, so that spreadsheets read it as UTF-8, and line ends as in RFC 4180. */
export function csvText(rows: readonly (readonly string[])[], delimiter = ','): string {
  return `\ufeff${csvLines(rows, delimiter)}`;
}

/** Lines of such a file, each with its line end. They follow the byte-order mark. */
export function csvLines(rows: readonly (readonly string[])[], delimiter = ','): string {
  return `${rows.map((row) => row.map((cell) => quoted(cell, delimiter)).join(delimiter)).join('\r\n')}\r\n`;
}

/**
 * The cell as it stands in a line. It is also quoted for a blank at an edge and for delimiters that other readers use.
 */
function quoted(cell: string, delimiter: string): string {
  const isBare = !/^\s|\s$|[,;|\t"\r\n\ufeff]/.test(cell) && !cell.includes(delimiter);
  return isBare ? cell : `"${cell.replaceAll('"', '""')}"`;
}

/**
 * The cell with an apostrophe before every part that could be a formula. Account IDs stay unchanged unless they begin
 * with a hyphen: after a separator their characters form neither a call nor a link.
 */
export function guardCell(text: string): string {
  if (parseAccountId(text) === text) return text.replace(/^-/, "'-");
  const guarded = mayLead.test(text) ? changeGuards(text, plainLead, addGuards) : text;
  return /^[\t\r\n\0]/.test(guarded) ? `'${guarded}` : guarded;
}

/**
 * `guardCell` for files that are read back: `unescapeCell` restores the text. A single apostrophe at the beginning is
 * used if it is enough. Otherwise the cell begins with an apostrophe and a blank, and has guards inside.
 */
export function escapeCell(text: string): string {
  const plain = bareStart.test(text) ? `'${text}` : text;
  return guardCell(plain) === plain ? plain : `' ${changeGuards(text, quotedLead, addGuards)}`;
}

/** The text that `escapeCell` was given. Also reads cells of earlier versions, which have no guards inside. */
export function unescapeCell(cell: string): string {
  if (cell.startsWith("' ")) return changeGuards(cell.slice(2), quotedLead, dropGuards);
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

/** The first characters of a formula, and those that a reader may skip before it, as parts of a character class. */
const formula = String.raw`=+\-@＝＋－＠`;
const skipped = String.raw`\s\p{Cc}\p{Cf}"`;

const formulaLast = new RegExp(`[${formula}]$`);
/** The first characters that earlier versions guarded. */
const bareStart = new RegExp(String.raw`^['\t\r\n\0${formula}]`);

/**
 * Separators and skippable characters, with the formula's first character if one follows. Each match is as long as
 * possible, so that a text is scanned once.
 */
const plainLead = leadOf(skipped);
/** A quick test: a text that does not match needs no guard, and nearly no text matches. */
const mayLead = new RegExp(`(?:^|[${skipped},;|])[${formula}]`, 'u');
/** The same, but an apostrophe is skipped too: it may belong to the text. */
const quotedLead = leadOf(`${skipped}'`);

function leadOf(skipped: string): RegExp {
  const before = `[${skipped},;|]`;
  return new RegExp(`^${before}*[${formula}]?|${before}+[${formula}]?`, 'gu');
}

/**
 * Changes the text before each formula. `change` gets it, together with the beginning of its part if it is included.
 */
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
