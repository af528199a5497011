/**
 * The roster: the users read from one export, with what the file said of each and what is wrong with its row.
 */
import type { AccountId } from '#lib/domain/account/account-id';
import type { FileStatus } from '#lib/domain/account/account-status';
import type { CsvEncoding } from '#lib/domain/csv/encoding';

export const rosterKinds = [
  'users-export',
  'managed-accounts-export',
  'domain-export',
  'account-list',
  'email-list',
] as const;
export type RosterKind = (typeof rosterKinds)[number];

export const problemCodes = [
  'missing-account-id',
  'to-look-up', // known by e-mail address only
  'not-found', // nobody in the organisation has the e-mail address
  'found-twice', // several accounts have it
  'malformed-account-id',
  'damaged-account-id', // changed by a spreadsheet
  'unusual-account-id', // in the grammar, but of no known shape
  'customer-account',
  'duplicate',
  'case-variant', // the account ID of an earlier row, in upper or lower case
  'contradiction', // rows of one account ID say different things
  'field-count',
  'stray-quote',
  'several-lines', // a quoted cell that may have swallowed other rows
  'repeated-header',
  'damaged-text', // NUL bytes, or bytes that are not of the file's encoding
  'hidden-characters',
  'odd-email',
  'odd-groups',
  'unknown-status',
  'unclear-date',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export interface RowProblem {
  code: ProblemCode;
  /** Plain words: what is wrong and what to do. */
  message: string;
  line: number;
  /** True: the user cannot be ticked. */
  blocks: boolean;
}

export interface RosterUser {
  /** 0-based, in file order, dense. */
  position: number;
  /** 1-based physical line on which the row starts. */
  line: number;
  /** Null when missing, malformed or damaged, or when the row itself is in doubt (shifted, torn); never repaired. */
  accountId: AccountId | null;
  name: string;
  email: string;
  status: FileStatus;
  statusText: string;
  orgRole: string;
  organisationAdmin: boolean;
  groups: string[];
  /** Latest date over all last-seen columns as YYYY-MM-DD; null = never; undefined = the file does not say. */
  lastSeen: string | null | undefined;
  /** One for every column of the file, in the file's order, as written there. */
  cells: string[];
  problems: RowProblem[];
}

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

export interface RosterColumn {
  /** As in the file, made unique where repeated: `X`, `X (2)`. */
  header: string;
  role: ColumnRole;
}

export interface RosterSummary {
  kind: RosterKind;
  columns: RosterColumn[];
  delimiter: string;
  encoding: CsvEncoding;
  /** Records after the header that are not blank. */
  rows: number;
  /** Users handed to the sink: as many as rows, or fewer where rows of one user and several groups were merged. */
  users: number;
  blankLines: number;
  /** How many users have each problem. */
  problems: Record<ProblemCode, number>;
  /** What is wrong with the file as a whole; at most 100, the last saying how many more. */
  fileProblems: { line: number; message: string }[];
  /**
   * Positions of users whose account ID a later row gives to somebody else. They were handed to the sink before that
   * row was read: they count as blocked, like the later row.
   */
  contested: number[];
}

export const rosterErrorCodes = [
  'empty-file',
  'header-only',
  'not-csv', // a workbook, an archive, a PDF, a web page …
  'unreadable', // the upload broke off, or an encoding or header that cannot be read
  'too-large',
  'missing-header', // the first line is a user
  'unknown-columns',
  'no-account-ids', // people, but without account IDs
  'ambiguous-columns', // two columns that may hold the account ID, or the e-mail address
  'unsupported-delimiter',
  'unterminated-quote',
] as const;
export type RosterErrorCode = (typeof rosterErrorCodes)[number];

/** Why a file was refused as a whole. */
export interface RosterError {
  code: RosterErrorCode;
  message: string;
  /** What to do about it. */
  hint: string;
  /** 1-based; null where it is not about one line. */
  line: number | null;
  /** The file's headers and those that would be understood; empty where it is not about headers. */
  found: string[];
  known: string[];
  /** Where the admin can say which column is what: each with its first values. */
  columns?: SampledColumn[];
}

/** A column of a file, with the values of its first rows. */
export interface SampledColumn {
  header: string;
  samples: string[];
}

/** Which column is what, as the admin said it: 0-based places; null for none. One of the first two is needed. */
export interface ColumnMapping {
  accountId: number | null;
  email: number | null;
  name: number | null;
  status: number | null;
}

export type ReadRosterResult = { ok: true; summary: RosterSummary } | { ok: false; error: RosterError };
