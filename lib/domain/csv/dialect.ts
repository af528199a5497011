/** Finds the character that separates fields, from a `sep=` line or from the header, which may be below titles. */
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

/** The rating of cells as a header: from `certain` on they are one, even below other rows. */
export interface HeaderRating {
  score(cells: string[]): number;
  certain: number;
}

/** The number of rated records: titles above a header are few. */
const ratedRecords = 20;

/**
 * The dialect of a text that begins with `prefix` (its first `dialectCharacters`, or all of it). The delimiter with the
 * surest header wins, then the earliest, then the best score, then the first. The first record is on line `firstLine`,
 * after `skip` characters.
 */
export function dialectOf(prefix: string, rating: HeaderRating): CsvDialect {
  const [whole, quote, named] = /^("?)sep=([^\r\n])\1[,;|\t ]*(?:\r\n|\n|\r|$)/i.exec(prefix) ?? [];
  if (whole !== undefined && quote !== undefined && named !== undefined) {
    if (!delimiters.some((known) => known === named)) return { ok: false, delimiter: named };
    return { ok: true, delimiter: named, skip: whole.length, firstLine: 2 };
  }
  const found = delimiters.map((delimiter) => ({ delimiter, ...likelyHeader(prefix, delimiter, rating) }));
  const [best] = found.sort((a, b) => a.doubt - b.doubt || a.at - b.at || b.score - a.score);
  return { ok: true, delimiter: best?.delimiter ?? ',', skip: 0, firstLine: 1 };
}

/** Whether a cell before the header is empty: white space, or delimiters of any kind. */
export const isBlank = (cell: string): boolean => /^[\s,;|]*$/.test(cell);

/** The record that is probably the header, by its place among those that are not blank. */
interface LikelyHeader {
  /** 0: a header of several cells for certain · 1: a header of one cell · 2: other cells · 3: one other cell. */
  doubt: 0 | 1 | 2 | 3;
  at: number;
  score: number;
}

/** The first of the records that are least in doubt. A title has one cell, and may read like a header. */
function likelyHeader(prefix: string, delimiter: string, { score, certain }: HeaderRating): LikelyHeader {
  const splitter = new RecordSplitter(delimiter);
  const texts = [...splitter.push(prefix).records, ...splitter.end()].map((record) => record.text);
  let first: LikelyHeader | null = null;
  let rated = 0;
  for (const text of texts.length > 0 ? texts : [prefix]) {
    const { cells } = parseAlone(text, delimiter);
    const filled = cells.filter((cell) => !isBlank(cell)).length;
    if (filled === 0) continue;
    const reached = score(cells);
    const doubt = reached >= certain ? (filled > 1 ? 0 : 1) : filled > 1 ? 2 : 3;
    if (doubt === 0) return { doubt, at: rated, score: reached };
    if (first === null || doubt < first.doubt) first = { doubt, at: rated, score: reached };
    rated += 1;
    if (rated === ratedRecords) break;
  }
  return first ?? { doubt: 3, at: 0, score: score([]) };
}
