/** The text of a cell as the reader takes it: what the sheet holds, in a form that a CSV file would have. */
import type { CellStyles } from '#lib/domain/workbook/cell-styles';
import { damaged } from '#lib/domain/workbook/package/fault';
import { unescaped } from '#lib/domain/workbook/rich-text';
import { dateOfSerial } from '#lib/domain/workbook/serial-date';
import type { SharedTexts } from '#lib/domain/workbook/shared-strings';

/** A cell as its sheet has it. */
export interface StoredCell {
  /** `s`: a shared text, `inlineStr`, `str`: the text of a formula, `b`, `e`, `d`, `n` or ''. */
  type: string;
  /** The number of its style; null for the first one. */
  style: string | null;
  /** The stored value. */
  value: string;
  /** The text of an inline string. */
  inline: string;
  /** Whether a part of that text is struck through. */
  inlineStruck: boolean;
}

/** Whether the text of a cell is struck through, as a whole or in part. */
export function isStruck({ type, style, value, inlineStruck }: StoredCell, context: CellContext): boolean {
  if (context.struck[Number(style ?? 0)]) return true;
  return type === 's' ? context.sharedStruck.has(Number(value)) : type === 'inlineStr' && inlineStruck;
}

/** The common parts of the cells of a workbook. */
export interface CellContext extends CellStyles, SharedTexts {
  from1904: boolean;
}

/** The text of a cell; '' for an empty one. Throws a `WorkbookProblem` for a value that its type cannot have. */
export function cellText({ type, style, value, inline }: StoredCell, context: CellContext): string {
  if (type === 'inlineStr') return inline;
  if (value === '') return '';
  if (type === 's') return sharedText(value, context.shared);
  if (type === 'str' || type === 'e' || type === 'd') return unescaped(value);
  if (type === 'b') return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
  if (type !== 'n' && type !== '') throw damaged('a cell has a type that no workbook has');
  const isDate = context.dates[Number(style ?? 0)] === true;
  return (isDate ? dateOfSerial(Number(value), context.from1904) : null) ?? numberText(value);
}

function sharedText(value: string, shared: readonly string[]): string {
  const text = /^\d{1,9}$/.test(value) ? shared[Number(value)] : undefined;
  if (text === undefined) throw damaged('the text of a cell is missing');
  return text;
}

/**
 * A number, without the digits that only its binary form has (`0.10000000000000001`). A spreadsheet keeps 15 digits, so
 * a longer number was rounded, and is written so that this stays visible: an account ID is never repaired.
 */
function numberText(value: string): string {
  const number = Number(value);
  if (!Number.isFinite(number) || value.trim() === '')
    throw damaged('a cell should have a number, and has something else');
  if (Math.abs(number) >= 1e15) return number.toExponential().toUpperCase();
  return String(number);
}
