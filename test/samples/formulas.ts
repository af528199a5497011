/** Texts that a spreadsheet may take for a formula, and what finds them in a CSV. */
import fc from 'fast-check';
import Papa from 'papaparse';
import { parseAccountId } from '#lib/domain/account/account-id';

/** Texts made of little but what is dangerous, so that everything meets everything. */
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

/** An account ID stays as it is, with a hyphen behind a bar too. */
export const hostile = anyText.filter((text) => parseAccountId(text) === null || !text.includes('|-'));

/** What a formula begins with, once a spreadsheet has skipped what it skips. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u;

/** Parts of cells that a spreadsheet would take for a formula, whichever list separator it has. */
export function liveParts(csv: string): string[] {
  return [',', ';', '\t'].flatMap((delimiter) =>
    Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), { delimiter })
      .data.flat()
      .flatMap((cell) => [cell, ...cell.split(/[,;|\t\r\n]/)])
      .filter((part) => formula.test(part)),
  );
}
