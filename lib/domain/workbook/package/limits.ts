/**
 * The limits of a workbook. The limits are kept while it is unpacked and read, whatever its headers claim: 50 MB of a
 * hostile file can unpack to 50 GB.
 */
export const limits = {
  /** The file itself, in bytes. */
  packedBytes: 50_000_000,
  /** All parts that are read, unpacked, in bytes. */
  unpackedBytes: 500_000_000,
  /** A part that is neither a sheet nor the table of texts, in bytes. */
  smallPartBytes: 20_000_000,
  /** Elements within each other. A sheet has 7. */
  depth: 100,
  /** Number of parts of the file. */
  entries: 10_000,
  /** Unpacked bytes for each packed byte of a part with more than `smallBytes`. Usual sheets reach about 30. */
  ratio: 200,
  smallBytes: 10_000_000,
  /** Rows with text, below the first one. */
  rows: 200_000,
  /** Columns with text. */
  columns: 1_000,
  /** Cells of all rows, the empty ones between cells with text included. */
  cells: 10_000_000,
  /** Characters of all texts together. */
  characters: 100_000_000,
  /** Characters of one piece of text or of one tag. Excel allows 32,767 in a cell. */
  piece: 1_000_000,
  /** Ranges of merged cells, and of hidden columns. */
  merges: 100_000,
} as const;
