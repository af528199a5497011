/** Texts that a spreadsheet may treat as a formula, and a search for them in a CSV. */
import fc from 'fast-check';
import Papa from 'papaparse';
import { parseAccountId } from '#lib/domain/account/account-id';

/** Texts of mostly dangerous characters, in all combinations. */
export const anyText = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      ...['a', '1', '=', '+', '-', '@', '＝', '＋', '－', '＠', "'", '"', ',', ';', '\t', '|'],
      ...['\r', '\n', '\r\n', ' ', '\u00A0', '\u0000', '\u200B', '\uFEFF'],
    ),
    maxLength: 12,
  }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('=HYPERLINK("http://x","y")', 'a;=HYPERLINK("http://x";"y")', 'a\t=1+1', 'a;"=1+1;b'),
);

/** Account IDs stay unchanged, even with a hyphen after a bar. */
export const hostile = anyText.filter((text) => parseAccountId(text) === null || !text.includes('|-'));

/** A formula's beginning, after everything that a spreadsheet skips. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u;

/** Parts of cells that a spreadsheet would treat as a formula, whatever its list separator is. */
export function liveParts(csv: string): string[] {
  return [',', ';', '\t'].flatMap((delimiter) =>
    Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), { delimiter })
      .data.flat()
      .flatMap((cell) => [cell, ...cell.split(/[,;|\t\r\n]/)])
      .filter((part) => formula.test(part)),
  );
}
