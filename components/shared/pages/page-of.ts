/** Number of rows on one page of a plain table. */
export const pageRows = 100;

/** One page of a list. Pages and rows are counted from 0. */
export interface PageOfRows {
  page: number;
  /** Number of pages; an empty list has one. */
  pages: number;
  /** The first row of the page, and the row after its last. */
  first: number;
  end: number;
}

/** The page that was `wanted` of a list with `count` rows, or the last one if the list has become shorter. */
export function pageOf(count: number, wanted: number): PageOfRows {
  const pages = Math.max(1, Math.ceil(count / pageRows));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return { page, pages, first: page * pageRows, end: Math.min(count, (page + 1) * pageRows) };
}
