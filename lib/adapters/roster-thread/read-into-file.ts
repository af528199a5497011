/** Reads an uploaded file and writes its users to a roster's file. Runs in a thread of its own, or in tests in any. */
import { eraseDatabase } from '#lib/adapters/sqlite/erase-file';
import { writeRosterFile } from '#lib/adapters/sqlite/roster/roster-writer';
import { startsUnticked } from '#lib/domain/plan/selection';
import { newSurvey, type Survey, type SurveyQuestions } from '#lib/domain/plan/survey';
import { exportedStatus } from '#lib/domain/roster/file-status';
import { readRoster } from '#lib/domain/roster/reader';
import type { ColumnMapping, RosterError, RosterSummary } from '#lib/domain/roster/roster';
import { lateDoubts } from '#lib/domain/roster/users/late-doubts';
import { isDoubtful } from '#lib/domain/roster/users/remarks';
import type { WorkbookChoice } from '#lib/domain/workbook/reading';

/** The file to read, and the place to write it. Plain data. */
export interface ReadingRequest {
  /** The path of the file to write, which must not exist. */
  part: string;
  /** Maximum number of bytes to read; the reader's default if absent. */
  maxBytes?: number | undefined;
  /** The name of the file. */
  name: string;
  mapping: ColumnMapping | null;
  workbook?: WorkbookChoice | undefined;
  questions: SurveyQuestions;
  /** The day on which it is read, YYYY-MM-DD. */
  today: string;
}

/** The result of reading, or why the file is refused. Plain data. */
export type ReadingAnswer =
  | { ok: true; summary: RosterSummary; survey: Survey }
  | { ok: false; error: RosterError };

/** Reads all chunks. A file that is refused leaves nothing behind. */
export async function readIntoFile(
  { part, name, maxBytes, mapping, workbook, questions, today }: ReadingRequest,
  chunks: AsyncIterable<Uint8Array>,
): Promise<ReadingAnswer> {
  const writing = writeRosterFile(part);
  const survey = newSurvey(questions);
  let isWritten = false;
  try {
    const read = await readRoster(
      chunks,
      (users) => {
        writing.add(users);
        survey.see(users);
        const doubtful = users.filter(isDoubtful);
        writing.untick(doubtful.flatMap(({ accountId }) => accountId ?? []));
        // Whether the file is an export shows at its end.
        const inactive = users.filter((user) => !isDoubtful(user) && startsUnticked(user, 'users-export'));
        writing.untickInExport(inactive.flatMap(({ accountId }) => accountId ?? []));
      },
      { name, mapping, today, ...(workbook && { workbook }), ...(maxBytes !== undefined && { maxBytes }) },
    );
    if (!read.ok) return read;
    const { contested, laterDoubts, ...summary } = read.summary;
    const doubt = lateDoubts({ laterDoubts, workbook: summary.workbook });
    if (doubt !== null) writing.change(doubt);
    const isExport = exportedStatus({ status: 'inactive' }, summary.kind) === 'inactive';
    writing.end(contested, isExport);
    isWritten = true;
    // Positions and remarks are in the file now.
    return { ok: true, summary: { ...summary, contested: [] }, survey: survey.result() };
  } finally {
    writing.close();
    if (!isWritten) eraseDatabase(part);
  }
}
