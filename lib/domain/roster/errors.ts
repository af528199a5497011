/** The reasons for refusing a whole file, in plain words, each with its hint. */
import type { CsvFault } from '#lib/domain/csv/reading';
import { knownIdHeaders } from '#lib/domain/roster/columns';
import type { RosterError, RosterErrorCode } from '#lib/domain/roster/roster';
import { beginningNoun, type PlaceNoun } from '#lib/domain/text/place';
import { thrownText } from '#lib/domain/text/thrown';
import { whole } from '#lib/domain/text/whole';

/** Instructions for getting a readable file [DOC]. */
export const exportAgain =
  'Export the users again in admin.atlassian.com (Directory > Users > Export users) and upload the file as it is.';

/** An error that is not about headers. */
export function rosterError(
  code: RosterErrorCode,
  line: number | null,
  message: string,
  hint: string,
): RosterError {
  return { code, message, hint, line, found: [], known: [] };
}

/** The error for an empty file. */
export const emptyFile = (): RosterError =>
  rosterError('empty-file', null, 'The file is empty.', exportAgain);

/** The error for a file without a row after its header. */
export const headerOnly = (line: number): RosterError =>
  rosterError('header-only', line, 'The file has a header but no users.', exportAgain);

/** The error for an upload that broke off. */
export const uploadBroke = (reason: unknown): RosterError =>
  rosterError(
    'unreadable',
    null,
    `The file could not be read to its end: ${thrownText(reason)}.`,
    'Upload it again.',
  );

/** The error for a file of more than `most` bytes. */
export const tooManyBytes = (most: number): RosterError =>
  rosterError(
    'too-large',
    null,
    `The file is larger than ${whole(Math.floor(most / 1_000_000))} MB.`,
    'Split it into smaller files, each with the header line.',
  );

/** The error for a file of more than `most` rows. */
export const tooManyRows = (most: number, line: number): RosterError =>
  rosterError(
    'too-large',
    line,
    `The file has more than ${whole(most)} rows.`,
    'Split it into smaller files, each with the header line.',
  );

/** The error for a header with an unmatched quote. */
export const unbalancedHeader = (line: number): RosterError =>
  rosterError(
    'unreadable',
    line,
    'The quotation marks in the header line do not match, so the columns are not certain.',
    `Correct the header line, or: ${exportAgain}`,
  );

/** The error for a header with fewer cells than every row. */
export const shortHeader = (line: number, columns: number, cells: number): RosterError =>
  rosterError(
    'unreadable',
    line,
    `Every row has ${cells} cells, but the header has ${columns}. The header lacks a column, so it is not certain what each cell means.`,
    'Add the missing header in its place, or remove the column that has none.',
  );

/** The error for lines that are neither a user nor blank nor a comment: a fault of Lockstep. */
export const linesLost = (read: number, accounted: number): RosterError =>
  rosterError(
    'unreadable',
    null,
    `The file has ${whole(read)} lines, but Lockstep can account for only ${whole(accounted)} of them.`,
    'Nothing was kept. This is a fault of Lockstep: report it with the first lines of the file, without names.',
  );

/** The error for a header that is damaged; `damage` completes “The header line …”. */
export const damagedHeader = (line: number, damage: string, noun: PlaceNoun): RosterError =>
  rosterError(
    'unreadable',
    line,
    `The header ${noun} ${damage}, so the columns are not certain.`,
    `Correct the header ${noun}, or: ${exportAgain}`,
  );

/** The error for a file whose first line is already a user. */
export const missingHeader = (line: number, noun: PlaceNoun): RosterError => ({
  ...rosterError(
    'missing-header',
    line,
    `The first ${noun} is a user, not a header, so it is not certain what each column means.`,
    `Say below what the columns are, or add a ${noun} at the top that names them. For a bare list of account IDs: account_id.`,
  ),
  known: [...knownIdHeaders],
});

/** The error for a list that is written in one line. */
export const oneLine = (line: number, users: number, noun: PlaceNoun): RosterError =>
  rosterError(
    'missing-header',
    line,
    `The file has one ${noun} with ${whole(users)} users side by side. Lockstep would take each of them for a column.`,
    `Write each account ID or e-mail address on a ${noun} of its own.`,
  );

/** The error for a file that does not have the line which the admin called its header. */
export const noSuchHeader = (line: number, searched: number, noun: PlaceNoun): RosterError =>
  rosterError(
    'missing-header',
    line,
    `${beginningNoun(noun)} ${line} cannot be the header: the file has no such ${noun} among its first ${searched}.`,
    `Choose another ${noun}.`,
  );

/** The error for an account ID column whose values are something else. */
export const unlikelyIds = (header: string, values: readonly string[], line: number): RosterError => ({
  ...rosterError(
    'unlikely-account-ids',
    line,
    values.length === 0
      ? `The column “${header}” should have the account IDs, but it is empty.`
      : `The values of the column “${header}” do not look like account IDs of Atlassian: ${values
          .slice(0, 3)
          .map((value) => value.slice(0, 40))
          .join(', ')}.`,
    'Say below which column has the account IDs, or the e-mail addresses, by which they can be looked up.',
  ),
  known: [...knownIdHeaders],
});

/** The error for a column that seems to have the account IDs, under a header that is not known. */
export const unreadIds = (header: string, line: number): RosterError => ({
  ...rosterError(
    'unread-account-ids',
    line,
    `The values of the column “${header}” look like account IDs, but it is not certain whose they are.`,
    `Say below whether they are the users to deactivate. If they are, choose “${header}” as the account ID.`,
  ),
  known: [...knownIdHeaders],
});

/** The error for a column that has account IDs inside links or other text, in a file without any other. */
export const insideIds = (header: string, line: number): RosterError => ({
  ...rosterError(
    'unread-account-ids',
    line,
    `The values of the column “${header}” have account IDs inside other text, such as a link, and it is not certain whose they are.`,
    `If they are the users to deactivate, leave only the account ID in each cell of “${header}”, and upload the file again. If they are not, say below which column has the users.`,
  ),
  known: [...knownIdHeaders],
});

/** The error with a note that its quotations from the file may be shown wrongly. */
export const withGarbledNote = (error: RosterError): RosterError => ({
  ...error,
  hint: `${error.hint} The file is not UTF-8: if its texts look wrong here, save it as “CSV UTF-8” and upload it again.`,
});

/** The error for a file without an account ID column. `people`: the file does contain names of persons. */
export function noIdColumn(headers: readonly string[], people: boolean, line: number): RosterError {
  const found = headers.slice(0, 50).map((header) => header.slice(0, 100));
  const known = [...knownIdHeaders];
  if (people) {
    return {
      code: 'no-account-ids',
      message:
        'The file names people, but has no account IDs. Without them nobody can be deactivated safely.',
      hint: `Say below which column has them, or the e-mail addresses, by which they can be looked up. Or: ${exportAgain}`,
      line,
      found,
      known,
    };
  }
  return {
    code: 'unknown-columns',
    message: 'By its name, none of the columns has the account IDs.',
    hint: `Say below which column has them. Or: ${exportAgain}`,
    line,
    found,
    known,
  };
}

/** The error for two columns that both identify the person: Lockstep does not choose between them. */
export function ambiguousColumns(what: string, headers: readonly string[], line: number): RosterError {
  return {
    ...rosterError(
      'ambiguous-columns',
      line,
      `${whole(headers.length)} columns may hold the ${what}: ${headers.slice(0, 5).join(', ')}. Which one counts is not certain.`,
      'Say below which one counts. Or keep the right one, and remove or rename the others.',
    ),
    found: headers.slice(0, 50),
  };
}

/** The error for a fault of the CSV itself. */
export function csvError(fault: CsvFault): RosterError {
  switch (fault.kind) {
    case 'binary':
      return rosterError(
        'not-csv',
        null,
        `This is ${fault.name}, neither a CSV file nor an Excel workbook (.xlsx).`,
        exportAgain,
      );
    case 'encoding':
      return rosterError(
        'unreadable',
        null,
        `The file is written in ${fault.name}, which Lockstep does not read.`,
        `Save it as “CSV UTF-8”, or: ${exportAgain}`,
      );
    case 'delimiter':
      return rosterError(
        'unsupported-delimiter',
        fault.line,
        `The first line says that “${fault.delimiter}” separates the columns. Lockstep does not read such files.`,
        'Separate the columns by commas, semicolons, tabs or vertical bars.',
      );
    case 'open-quote':
      return rosterError(
        'unterminated-quote',
        fault.line,
        `A quotation mark opens on line ${fault.line} and is never closed, so everything after it is uncertain.`,
        `Correct line ${fault.line}, or: ${exportAgain}`,
      );
    case 'endless-line':
      return rosterError(
        'not-csv',
        fault.line,
        `Line ${fault.line} is longer than any row of a list of users.`,
        exportAgain,
      );
  }
}
