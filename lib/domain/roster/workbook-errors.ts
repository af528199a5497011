/** The reasons for refusing a workbook, in plain words, each with its hint. */
import type { CsvFault } from '#lib/domain/csv/reading';
import { csvError, exportAgain, rosterError } from '#lib/domain/roster/errors';
import type { RosterError } from '#lib/domain/roster/roster';
import { whole } from '#lib/domain/text/whole';
import type { SavesCsv, WorkbookFault, WorkbookLimit } from '#lib/domain/workbook/package/fault';
import { limits } from '#lib/domain/workbook/package/limits';
import type { WorkbookQuestion } from '#lib/domain/workbook/question';

type OfKind<K extends WorkbookFault['kind']> = Extract<WorkbookFault, { kind: K }>;

/** The way in which each program saves the sheet in sight as CSV in UTF-8. */
const saveAsCsv: Record<SavesCsv, string> = {
  excel:
    'In Excel, open the sheet with the users, choose File > Save As > “CSV UTF-8 (Comma delimited) (*.csv)”, and upload that file.',
  libreoffice:
    'In LibreOffice, open the sheet with the users, choose File > Save As > “Text CSV (.csv)” with the character set “Unicode (UTF-8)”, and upload that file.',
  numbers:
    'In Numbers, choose File > Export To > CSV… with the text encoding “Unicode (UTF-8)”, and upload the file with the users.',
};

/** The error for a fault of a file, be it CSV or a workbook. */
export function fileError(fault: CsvFault | WorkbookFault): RosterError {
  switch (fault.kind) {
    case 'other-format':
      return otherFormat(fault);
    case 'password':
      return rosterError(
        'unreadable',
        null,
        'The file is protected by a password.',
        'Open it in the program that made it, remove the password (in Excel: File > Info > Protect Workbook > Encrypt with Password), save it, and upload it again.',
      );
    case 'damaged':
      return rosterError(
        'unreadable',
        null,
        `This is a workbook or a ZIP archive, but it is damaged: ${fault.what}.`,
        `Open it in Excel, save it again, and upload it. Or: ${exportAgain}`,
      );
    case 'too-large':
      return rosterError(
        'too-large',
        null,
        tooLarge[fault.limit],
        `Copy the columns and rows that you need into a new workbook. Or save the sheet as CSV. ${saveAsCsv.excel}`,
      );
    case 'no-rows':
      return noRows(fault);
    case 'uncomputed':
      return uncomputed(fault);
    case 'which-sheet':
      return whichSheet(fault);
    case 'hidden-rows':
      return hiddenRows(fault);
    default:
      return csvError(fault);
  }
}

function otherFormat({ name, app }: OfKind<'other-format'>): RosterError {
  const archive = `If an export is in it, unpack it and upload that file. Or: ${exportAgain}`;
  const hint = app === null ? archive : saveAsCsv[app];
  const message = `This is ${name}, neither a CSV file nor an Excel workbook (.xlsx).`;
  return rosterError('not-csv', null, message, hint);
}

const megabytes = (bytes: number): string => `${whole(bytes / 1_000_000)} MB`;

const tooLarge: Record<WorkbookLimit, string> = {
  packed: `The workbook is larger than ${megabytes(limits.packedBytes)}.`,
  unpacked: `The workbook unpacks to more than ${megabytes(limits.unpackedBytes)}.`,
  entries: `The workbook has more than ${whole(limits.entries)} parts.`,
  ratio: `A part of the workbook unpacks to more than ${limits.ratio} times its size. No list of users does that.`,
  rows: `The sheet has more than ${whole(limits.rows)} rows.`,
  columns: `The sheet has more than ${whole(limits.columns)} columns.`,
  cells: `The sheet has more than ${whole(limits.cells)} cells.`,
  texts: 'The workbook has more text than any list of users.',
};

function noRows({ sheets }: OfKind<'no-rows'>): RosterError {
  const message =
    sheets === 0
      ? 'The workbook has no sheet with cells, only charts or nothing at all.'
      : 'No cell of the workbook has a text or a number.';
  return rosterError('empty-file', null, message, exportAgain);
}

function uncomputed({ cell, count: cells }: OfKind<'uncomputed'>): RosterError {
  const what = cells === 1 ? `Cell ${cell} has a formula` : `${whole(cells)} cells have formulas`;
  const first = cells === 1 ? '' : ` The first one is ${cell}.`;
  return rosterError(
    'unreadable',
    null,
    `${what} without a stored value. Lockstep computes nothing, so it cannot read ${cells === 1 ? 'it' : 'them'}.${first}`,
    'Open the workbook in Excel or LibreOffice, save it, and upload it again: saving stores the values.',
  );
}

function whichSheet({ sheets, missing }: OfKind<'which-sheet'>): RosterError {
  const [only] = sheets;
  const several = `The workbook has ${sheets.length} sheets with rows. Lockstep cannot tell which one has the users.`;
  const hidden = `Only the sheet “${only?.name}” has rows, and the workbook hides it.`;
  const none = `The workbook has no sheet “${missing}” with rows.`;
  const message = missing !== null ? none : sheets.length === 1 ? hidden : several;
  return asked(message, 'Choose the sheet to read.', { sheets, hiddenRows: null });
}

function hiddenRows({ sheet, count: rows, ofUsersInSight }: OfKind<'hidden-rows'>): RosterError {
  const lost =
    ofUsersInSight === 0
      ? ''
      : ` ${whole(ofUsersInSight)} of them ${ofUsersInSight === 1 ? 'has the account ID of a visible row' : 'have the account IDs of visible rows'}. If you leave ${ofUsersInSight === 1 ? 'it' : 'them'} out, Lockstep does not know the groups and roles that only the hidden ${ofUsersInSight === 1 ? 'row names' : 'rows name'}.`;
  const are = rows === 1 ? 'row of the sheet' : 'rows of the sheet';
  return asked(
    `${whole(rows)} ${are} “${sheet}” ${rows === 1 ? 'is' : 'are'} hidden, for example by a filter.`,
    `Say whether Lockstep reads the hidden rows too.${lost}`,
    { sheets: [], hiddenRows: rows },
  );
}

function asked(message: string, hint: string, workbook: WorkbookQuestion): RosterError {
  return { ...rosterError('workbook-question', null, message, hint), workbook };
}
