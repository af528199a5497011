/** The roster: the users read from one export, with the file's data about each and the problems of its row. */
import type { AccountId } from '#lib/domain/account/account-id';
import type { FileStatus } from '#lib/domain/account/account-status';
import type { CsvEncoding } from '#lib/domain/csv/encoding';

/** The kinds of files from which a roster can come. */
export const rosterKinds = [
  'users-export',
  'managed-accounts-export',
  'domain-export',
  'account-list',
  'email-list',
] as const;
export type RosterKind = (typeof rosterKinds)[number];

/** Every kind of problem of a row. */
export const problemCodes = [
  'missing-account-id',
  'to-look-up', // known by e-mail address only
  'not-found', // nobody in the organisation has the e-mail address
  'found-twice', // several accounts have it
  'malformed-account-id',
  'damaged-account-id', // changed by a spreadsheet
  'unusual-account-id', // follows the grammar but has no known shape
  'customer-account',
  'duplicate',
  'case-variant', // an earlier row's account ID in another case
  'contradiction', // rows of one account ID say different things
  'field-count',
  'stray-quote',
  'several-lines', // a quoted cell that may contain other rows
  'repeated-header',
  'damaged-text', // NUL bytes, or bytes that are not of the file's encoding
  'hidden-characters',
  'odd-email',
  'odd-groups',
  'unknown-status',
  'unclear-date',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** A problem of a row. */
export interface RowProblem {
  code: ProblemCode;
  /** Plain words: what is wrong and what to do. */
  message: string;
  line: number;
  /** Whether the problem keeps the user from being ticked. */
  blocks: boolean;
}

/** One user of a roster. */
export interface RosterUser {
  /** 0-based, in file order, dense. */
  position: number;
  /** 1-based physical line on which the row starts. */
  line: number;
  /** Null if missing, malformed or damaged, or if the whole row is in doubt (shifted, torn). Never repaired. */
  accountId: AccountId | null;
  name: string;
  email: string;
  status: FileStatus;
  statusText: string;
  orgRole: string;
  organisationAdmin: boolean;
  groups: string[];
  /** The latest date over all last-seen columns as YYYY-MM-DD; null means never; undefined means not in the file. */
  lastSeen: string | null | undefined;
  /** One cell for every column, in the file's order and spelling. */
  cells: string[];
  problems: RowProblem[];
}

/** What a column holds. */
export type ColumnRole =
  | 'account-id'
  | 'name'
  | 'email'
  | 'status'
  | 'org-role'
  | 'added'
  | 'group-id'
  | 'group-name'
  | 'last-seen'
  | 'product'
  | 'other';

/** A column of the file. */
export interface RosterColumn {
  /** The header in the file; a repeated one gets a number: `X`, `X (2)`. */
  header: string;
  role: ColumnRole;
}

/** What is known about a whole file after it was read. */
export interface RosterSummary {
  kind: RosterKind;
  columns: RosterColumn[];
  delimiter: string;
  encoding: CsvEncoding;
  /** The number of records after the header that are not blank. */
  rows: number;
  /** The number of users passed to the sink. It is below `rows` if rows of one user and several groups were merged. */
  users: number;
  blankLines: number;
  /** How many users have each problem. */
  problems: Record<ProblemCode, number>;
  /** Problems of the file as a whole; at most 100, the last one saying how many more there are. */
  fileProblems: { line: number; message: string }[];
  /**
   * Positions of users whose account ID a later row gives to another person. They went to the sink before that row was
   * read. They count as blocked, like the later row.
   */
  contested: number[];
}

/** Every reason for refusing a file. */
export const rosterErrorCodes = [
  'empty-file',
  'header-only',
  'not-csv', // a workbook, an archive, a PDF, a web page …
  'unreadable', // the upload broke off, or the encoding or header cannot be read
  'too-large',
  'missing-header', // the first line is already a user
  'unknown-columns',
  'no-account-ids', // the file has people but no account IDs
  'ambiguous-columns', // two columns that may hold the account ID, or the e-mail address
  'unsupported-delimiter',
  'unterminated-quote',
] as const;
export type RosterErrorCode = (typeof rosterErrorCodes)[number];

/** Why a whole file was refused. */
export interface RosterError {
  code: RosterErrorCode;
  message: string;
  /** What to do about it. */
  hint: string;
  /** 1-based; null if it is not about one line. */
  line: number | null;
  /** The file's headers, and those that would be accepted; empty if it is not about headers. */
  found: string[];
  known: string[];
  /** The columns with their first values, if the admin can assign them. */
  columns?: SampledColumn[];
}

/** A column of a file, with the values of its first rows. */
export interface SampledColumn {
  header: string;
  samples: string[];
}

/** Which column is what, according to the admin: 0-based indexes; null for none. One of the first two is required. */
export interface ColumnMapping {
  accountId: number | null;
  email: number | null;
  name: number | null;
  status: number | null;
}

/** The result of reading a file. */
export type ReadRosterResult = { ok: true; summary: RosterSummary } | { ok: false; error: RosterError };
