/** The roster: the users read from one export, with the file's data about each and the problems of its row. */
import { z } from 'zod';
import { accountIdSchema } from '#lib/domain/account/account-id';
import { fileStatuses } from '#lib/domain/account/account-status';
import type { CsvEncoding } from '#lib/domain/csv/encoding';
import { dateColumnSchema, eitherDatesSchema } from '#lib/domain/roster/cells/date-order';
import type { ColumnRole } from '#lib/domain/roster/header/column-role';
import { messageSchema } from '#lib/domain/text/message';
import { openWord } from '#lib/domain/text/open-word';
import { type WorkbookQuestion, workbookChoiceSchema } from '#lib/domain/workbook/question';

/** The possible sources of a roster: a kind of file, or the directory of the organisation. */
const rosterKinds = [
  'users-export',
  'managed-accounts-export',
  'domain-export',
  'external-users-export',
  'api-list', // what Atlassian's APIs say of accounts, made into a table
  'account-list',
  'email-list',
  'organisation',
] as const;
export type RosterKind = (typeof rosterKinds)[number];

/** Every kind of problem of a row. */
export const problemCodes = [
  'missing-account-id',
  'to-look-up', // known by e-mail address only
  'not-found', // no account that Atlassian shows has the e-mail address
  'found-twice', // several accounts have it
  'malformed-account-id',
  'damaged-account-id', // changed by a spreadsheet
  'unread-account-id', // in a column that is not known to have them
  'unusual-account-id', // follows the grammar but has no known shape
  'customer-account',
  'shared-address', // another account ID of the file has the same address
  'duplicate',
  'case-variant', // an earlier row's account ID in another case
  'contradiction', // rows of one account ID say different things
  'field-count',
  'misplaced-cells', // cells that cannot belong to their columns
  'beside-fragment', // the row before or after a piece of a row
  'stray-quote',
  'several-lines', // a quoted cell that may contain other rows
  'repeated-header',
  'commented-out', // begins with a #, and has an account ID in its place
  'meant-to-stay', // by a note of people in the file, such as “keep”
  'cut-off', // the file ends within the row
  'other-header', // below a header of other columns
  'damaged-text', // NUL bytes, or bytes that are not of the file's encoding
  'hidden-characters',
  'odd-email',
  'odd-groups',
  'unknown-status',
  'unknown-role',
  'unclear-date',
  'not-claimed', // another organisation manages the account, or nobody
  'external-user', // has access, and the organisation does not manage the account
  'not-listed', // an account that Atlassian's last whole list no longer contains
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** A problem of a row. */
const rowProblemSchema = z.object({
  code: openWord<ProblemCode>(),
  /** An explanation of what is wrong and what to do. */
  message: messageSchema,
  line: z.number(),
  /** Whether the problem keeps the user from being ticked. */
  blocks: z.boolean(),
});
export type RowProblem = z.infer<typeof rowProblemSchema>;

/** One user of a roster. */
export const rosterUserSchema = z.object({
  /** 0-based, in file order, dense. */
  position: z.number().int(),
  /** 1-based physical line on which the row starts. */
  line: z.number(),
  /**
   * Null if missing, malformed or damaged, or if the whole row is in doubt (shifted, unbalanced quotes). Never
   * repaired.
   */
  accountId: accountIdSchema.nullable(),
  name: z.string(),
  email: z.string(),
  status: z.enum(fileStatuses),
  statusText: z.string(),
  orgRole: z.string(),
  organisationAdmin: z.boolean(),
  groups: z.array(z.string()),
  /** Groups by another reading of the cells, which count for protection too; absent if there is only one reading. */
  groupsElse: z.array(z.string()).optional(),
  /** The latest date over all last-seen columns as YYYY-MM-DD; null means never; undefined means not in the file. */
  lastSeen: z.string().nullable().optional(),
  /** Dates that need the admin's choice of day or month first; absent if there are none. */
  eitherDates: eitherDatesSchema.optional(),
  /** One cell for every column, in the file's order and spelling. */
  cells: z.array(z.string()),
  problems: z.array(rowProblemSchema),
});
export type RosterUser = z.infer<typeof rosterUserSchema>;

/** A column of the file. */
const rosterColumnSchema = z.object({
  /** The header in the file; a repeated one gets a number: `X`, `X (2)`. */
  header: z.string(),
  role: openWord<ColumnRole>(),
});
export type RosterColumn = z.infer<typeof rosterColumnSchema>;

/** One of the first rows of a file, with its 1-based line. Long cells are shortened. */
export const firstRowSchema = z.object({ line: z.number(), cells: z.array(z.string()) });
export type FirstRow = z.infer<typeof firstRowSchema>;

/** The bytes of an uploaded file: their number, and their SHA-256 in hexadecimal. */
export const originalSchema = z.object({ bytes: z.number().int().nonnegative(), sha256: z.string() });
export type Original = z.infer<typeof originalSchema>;

/** The organisation that was connected when a roster was made; the ID is null if the key does not tell it. */
const rosterOrganisationSchema = z.object({ id: z.string().nullable(), name: z.string() });
export type RosterOrganisation = z.infer<typeof rosterOrganisationSchema>;

/** Facts about a whole file after it was read. */
export const rosterSummarySchema = z.object({
  kind: z.enum(rosterKinds),
  columns: z.array(rosterColumnSchema),
  delimiter: z.string(),
  encoding: openWord<CsvEncoding>(),
  /** The number of records after the header that are not blank. */
  rows: z.number(),
  /** The number of users passed to the sink. It is below `rows` if rows of one user and several groups were merged. */
  users: z.number(),
  blankLines: z.number(),
  /** Number of lines that begin with # and are skipped; absent if an earlier version has read the file. */
  commentLines: z.number().optional(),
  /** The line of the header; null if the file has none; absent if an earlier version has read it. */
  headerLine: z.number().nullable().optional(),
  /** The first rows of the file, among which the admin can choose the header; absent as above. */
  firstRows: z.array(firstRowSchema).optional(),
  /** The sheet of a workbook that was read, and the admin's answer about its hidden rows; absent for other files. */
  workbook: workbookChoiceSchema.optional(),
  /** The file as it was uploaded; absent if there is none, or an earlier version has read it. */
  original: originalSchema.optional(),
  /** The organisation it was read against; absent if none was connected, or an earlier version has read the file. */
  organisation: rosterOrganisationSchema.optional(),
  /** The number of users with each problem. */
  problems: z.record(openWord<ProblemCode>(), z.number()),
  /** Problems of the file as a whole; at most 100, the last one saying how many more there are. */
  fileProblems: z.array(z.object({ line: z.number(), message: messageSchema })),
  /**
   * Positions of users whose account ID a later row gives to another person. They went to the sink before that row was
   * read. They count as blocked, like the later row.
   */
  contested: z.array(z.number()),
  /** The columns with dates whose order must be asked; absent if an earlier version has read the file. */
  dateColumns: z.array(dateColumnSchema).optional(),
  /**
   * Facts that only later rows showed about users who went to the sink before (`users/late-doubts.ts`): the first row
   * of each address that another account ID has too, with a line of that one; beginnings of account IDs that lost a
   * digit; and users without a role where nearly all others have one. Absent if there is none.
   */
  laterDoubts: z
    .object({
      sharedAddresses: z.array(z.object({ position: z.number(), line: z.number() })),
      cutPrefixes: z.array(z.string()),
      emptyRoles: z.array(z.number()),
      /** The number of cells that every row lacks; absent if not all rows lack the same number. */
      missingCells: z.number().optional(),
    })
    .optional(),
});
export type RosterSummary = z.infer<typeof rosterSummarySchema>;

/** Every reason for refusing a file. */
const rosterErrorCodes = [
  'empty-file',
  'header-only',
  'not-csv', // an old workbook, an archive, a PDF, a web page …
  'unreadable', // the upload broke off, or the encoding or header cannot be read
  'too-large',
  'missing-header', // the first line is already a user
  'unknown-columns',
  'no-account-ids', // the file has people but no account IDs
  'ambiguous-columns', // two columns that may hold the account ID, or the e-mail address
  'unlikely-account-ids', // the column that should have them has none
  'unread-account-ids', // a column whose header is not known seems to have them
  'unsupported-delimiter',
  'unterminated-quote',
  'workbook-question', // only the admin can say how the workbook is read
] as const;
export type RosterErrorCode = (typeof rosterErrorCodes)[number];

/** The reason why a whole file was refused. */
export interface RosterError {
  code: RosterErrorCode;
  message: string;
  /** Advice about it. */
  hint: string;
  /** 1-based; null if it is not about one line. */
  line: number | null;
  /** The file's headers, and those that would be accepted; empty if it is not about headers. */
  found: string[];
  known: string[];
  /** The columns with their first values, if the admin can assign them. */
  columns?: SampledColumn[];
  /** The questions that the admin must answer about a workbook before it is read. */
  workbook?: WorkbookQuestion;
  /** The first rows of the file, if the admin can say which is the header. */
  rows?: FirstRow[];
  /** The rows are those of a sheet; absent for other files. */
  inSheet?: true;
}

/** A column of a file, with the values of its first rows. */
export const sampledColumnSchema = z.object({ header: z.string(), samples: z.array(z.string()) });
export type SampledColumn = z.infer<typeof sampledColumnSchema>;

/**
 * The admin's assignment of columns: 0-based indexes; null for none. One of the first two is required. If one of the
 * last is absent, the headers decide.
 */
export interface ColumnMapping {
  accountId: number | null;
  email: number | null;
  name: number | null;
  status: number | null;
  orgRole?: number | null | undefined;
  groupName?: number | null | undefined;
  lastSeen?: number | null | undefined;
  /** The 1-based line of the header; null if the file has none. */
  headerLine?: number | null | undefined;
}

/** The result of reading a file. */
export type ReadRosterResult = { ok: true; summary: RosterSummary } | { ok: false; error: RosterError };
