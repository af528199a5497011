/**
 * Finds the character that separates fields, from a `sep=` line or from the header. Other rows count only if they are a
 * header for certain, below titles.
 */
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

/** How cells are rated as a header: from `certain` on they are one, even below other rows. */
export interface HeaderRating {
  score(cells: string[]): number;
  certain: number;
}

/** How many records are rated: titles above a header are few. */
const ratedRecords = 20;

/**
 * The dialect of a text that begins with `prefix` (its first `dialectCharacters`, or all of it). The delimiter with the
 * earliest certain header wins, then the one with the best score, then the first. The first record is on line `firstLine`, after `skip` characters.
 */
export function dialectOf(prefix: string, rating: HeaderRating): CsvDialect {
  const [whole, quote, named] = /^("?)sep=([^\r\n])\1[,;|\t ]*(?:\r\n|\n|\r|$)/i.exec(prefix) ?? [];
  if (whole !== undefined && quote !== undefined && named !== undefined) {
    if (!delimiters.some((known) => known === named)) return { ok: false, delimiter: named };
    return { ok: true, delimiter: named, skip: whole.length, firstLine: 2 };
  }
  let best = { delimiter: ',', at: Number.POSITIVE_INFINITY, score: Number.NEGATIVE_INFINITY };
  for (const delimiter of delimiters) {
    const { at, score } = bestHeader(prefix, delimiter, rating);
    if (at < best.at || (at === best.at && score > best.score)) best = { delimiter, at, score };
  }
  return { ok: true, delimiter: best.delimiter, skip: 0, firstLine: 1 };
}

/** Whether a cell before the header is empty: white space, or delimiters of any kind. */
export const isBlank = (cell: string): boolean => /^[\s,;|]*$/.test(cell);

/**
 * The first record that is a header for certain: its place among those that are not blank, and its score. If there is
 * none, the score of the first record, at no place.
 */
function bestHeader(
  prefix: string,
  delimiter: string,
  { score, certain }: HeaderRating,
): { at: number; score: number } {
  const splitter = new RecordSplitter(delimiter);
  const texts = [...splitter.push(prefix).records, ...splitter.end()].map((record) => record.text);
  const scores: number[] = [];
  for (const text of texts.length > 0 ? texts : [prefix]) {
    const { cells } = parseAlone(text, delimiter);
    if (cells.every(isBlank)) continue;
    const reached = score(cells);
    if (reached >= certain) return { at: scores.length, score: reached };
    scores.push(reached);
    if (scores.length === ratedRecords) break;
  }
  return { at: Number.POSITIVE_INFINITY, score: scores[0] ?? score([]) };
}
