/** Finds the character that separates fields, from a `sep=` line or from the header. Rows are never considered. */
import { parseAlone } from '#lib/domain/csv/fields';
import { RecordSplitter } from '#lib/domain/csv/records';

/** The delimiters that are recognised. */
export const delimiters = [',', ';', '\t', '|'] as const;

/**
 * How many characters at the beginning decide. The number is fixed, so that the result does not depend on chunk sizes.
 */
export const dialectCharacters = 65_536;

/** The delimiter and where the header begins; not ok if a `sep=` line names another delimiter. */
type CsvDialect =
  | { ok: true; delimiter: string; skip: number; firstLine: number }
  | { ok: false; delimiter: string };

/**
 * The dialect of a text that begins with `prefix` (its first `dialectCharacters`, or all of it). `score` rates cells as
 * a header. The delimiter with the best score wins; the first one wins a tie. The header is on line `firstLine`, after
 * `skip` characters.
 */
export function dialectOf(prefix: string, score: (header: string[]) => number): CsvDialect {
  const [whole, quote, named] = /^("?)sep=([^\r\n])\1[,;|\t ]*(?:\r\n|\n|\r|$)/i.exec(prefix) ?? [];
  if (whole !== undefined && quote !== undefined && named !== undefined) {
    if (!delimiters.some((known) => known === named)) return { ok: false, delimiter: named };
    return { ok: true, delimiter: named, skip: whole.length, firstLine: 2 };
  }
  let best = { delimiter: ',', score: Number.NEGATIVE_INFINITY };
  for (const delimiter of delimiters) {
    const reached = score(headerOf(prefix, delimiter));
    if (reached > best.score) best = { delimiter, score: reached };
  }
  return { ok: true, delimiter: best.delimiter, skip: 0, firstLine: 1 };
}

/** Whether a cell before the header is empty: white space, or delimiters of any kind. */
export const isBlank = (cell: string): boolean => /^[\s,;|]*$/.test(cell);

/** The first record that is not blank, split at this delimiter. */
function headerOf(prefix: string, delimiter: string): string[] {
  const splitter = new RecordSplitter(delimiter);
  const texts = [...splitter.push(prefix).records, ...splitter.end()].map((record) => record.text);
  for (const text of texts.length > 0 ? texts : [prefix]) {
    const { cells } = parseAlone(text, delimiter);
    if (!cells.every(isBlank)) return cells;
  }
  return [];
}
