/**
 * Reads stored rosters. Damaged parts are replaced by placeholders: the roster is named, and none of its users can be
 * called.
 */
import { parsed } from '#lib/adapters/sqlite/stored-text';
import {
  problemCodes,
  type RosterSummary,
  type RosterUser,
  rosterSummarySchema,
  rosterUserSchema,
} from '#lib/domain/roster/roster';
import { recordOf } from '#lib/domain/text/record-of';

/** The fields that every version has written; later versions wrote more. */
const summarySchema = rosterSummarySchema.partial({ blankLines: true, contested: true });

/** The summary of a file; null if it can no longer be read. */
export function storedSummary(text: string): RosterSummary | null {
  const value = parsed(text);
  return summarySchema.safeParse(value).success ? (value as RosterSummary) : null;
}

/**
 * Replaces a summary that can no longer be read. The roster then has no users, since the contested ones are not known.
 */
export function lostSummary(): RosterSummary {
  const message = 'The stored data of this file can no longer be read. Delete it, and upload the file again.';
  return {
    kind: 'account-list',
    columns: [],
    delimiter: ',',
    encoding: 'utf-8',
    rows: 0,
    users: 0,
    blankLines: 0,
    problems: recordOf(problemCodes, () => 0),
    fileProblems: [{ line: 1, message }],
    contested: [],
  };
}

/** The user at a position. One who can no longer be read has no account ID and cannot be ticked. */
export function storedUser(position: number, value: unknown): RosterUser {
  const { data } = rosterUserSchema.safeParse(value);
  return data?.position === position ? (value as RosterUser) : lostUser(position);
}

/** Stands for a user who can no longer be read. */
export function lostUser(position: number): RosterUser {
  // The header is on the first line, and most users take one line.
  const line = position + 2;
  const message = 'The stored data of this row can no longer be read. Upload the file again.';
  return {
    position,
    line,
    accountId: null,
    name: '',
    email: '',
    status: 'unknown',
    statusText: '',
    orgRole: '',
    organisationAdmin: false,
    groups: [],
    lastSeen: undefined,
    cells: [],
    problems: [{ code: 'damaged-text', message, line, blocks: true }],
  };
}
