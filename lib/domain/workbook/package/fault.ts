/** The reason why a workbook cannot be read, or not without an answer of the admin. */

/** A limit that a workbook goes beyond. */
export type WorkbookLimit =
  | 'packed'
  | 'unpacked'
  | 'entries'
  | 'ratio'
  | 'rows'
  | 'columns'
  | 'cells'
  | 'texts';

/** A program that can save another format as CSV. */
export type SavesCsv = 'excel' | 'libreoffice' | 'numbers';

/** A sheet with rows, as the admin chooses among them. */
export interface OfferedSheet {
  name: string;
  /** Whether the workbook hides the sheet. */
  hidden: boolean;
  /** The first cells with text of its first row with text; each at most 60 characters. */
  first: string[];
}

/** The reason why reading stopped. */
export type WorkbookFault =
  /** A file that is not `.xlsx`. `name` with its article: "an old Excel workbook (.xls)". */
  | { kind: 'other-format'; name: string; app: SavesCsv | null }
  | { kind: 'password' }
  /** `what` is wrong, as the end of a sentence: "its table of contents cannot be read". */
  | { kind: 'damaged'; what: string }
  | { kind: 'too-large'; limit: WorkbookLimit }
  /** A workbook in which no sheet has a row with text. */
  | { kind: 'no-rows'; sheets: number }
  /** Formulas without a stored value; `cell` is the first one. */
  | { kind: 'uncomputed'; cell: string; count: number }
  /** The admin chooses the sheet; `missing` is a name that was chosen but is none of them. */
  | { kind: 'which-sheet'; sheets: OfferedSheet[]; missing: string | null }
  /** The admin says whether hidden rows are read; see `HiddenRows`. */
  | { kind: 'hidden-rows'; sheet: string; count: number; ofUsersInSight: number };

/** Carries a fault from any depth to the edge of this folder, where it becomes a value. */
export class WorkbookProblem extends Error {
  constructor(readonly fault: WorkbookFault) {
    super(fault.kind);
  }
}

/** The problem of a damaged workbook; see `WorkbookFault`. */
export const damaged = (what: string): WorkbookProblem => new WorkbookProblem({ kind: 'damaged', what });

/** The problem of a workbook beyond a limit. */
export const tooLarge = (limit: WorkbookLimit): WorkbookProblem =>
  new WorkbookProblem({ kind: 'too-large', limit });
