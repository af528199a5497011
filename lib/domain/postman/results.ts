/** Reads a result file from either tool: the calls, the answers, and what could not be read. */
import { type ReportedReading, readReport, readReportedUser } from '#lib/domain/evidence/reported-run';
import { readExecution, readNewman } from '#lib/domain/postman/newman';
import type { Recording } from '#lib/domain/postman/recording';
import { readRowTests, readRunner } from '#lib/domain/postman/runner';
import { type JsonLimits, type JsonRead, newJsonReader, type Takes } from '#lib/domain/text/json-reading';

/** The result of reading a file. `report`: it has no results, but is a report of Lockstep. */
export type ResultsReading =
  | { ok: true; recording: Recording }
  | { ok: false; message: string; hint: string; details: string[]; report?: ReportedReading };

const whichFile =
  'Use the results that Postman’s collection runner exports, or the file that newman run … --reporters json writes.';
const useNewman =
  'Run the collection with Newman, or run one that Lockstep exported: their results name the account of every call.';

/** Executions and tests are read one by one, and little of each is kept. */
const takes: Takes = {
  'run.executions.*': readExecution,
  'results.*.allTests.*': readRowTests,
  'rows.*': readReportedUser,
};

/** Far above any real result file. In Newman's format, an answer of one megabyte is a million values. */
const limits: JsonLimits = { depth: 100, fields: 10_000, values: 1_500_000, text: 5_000_000 };

/** Reads the text of a file that arrives in pieces, cut anywhere. */
export function newResultsReader(): { add(piece: string): boolean; end(): ResultsReading } {
  const { add, end } = newJsonReader(limits, takes);
  return { add, end: () => resultsIn(end()) };
}

/** The recording in a file, or an explanation why the file has none. */
function resultsIn(read: JsonRead): ResultsReading {
  if (!read.ok && read.limit)
    return refused(
      `These are not results of Postman or Newman, and no report of Lockstep. ${read.message}`,
      whichFile,
    );
  if (!read.ok) {
    return refused('This file is not JSON, so it has no results of Postman or Newman.', whichFile);
  }
  const content = read.value;
  const report = readReport(content);
  if (report !== null) return { ...refused('This is a report of Lockstep.', whichFile), report };
  const recording = readNewman(content) ?? readRunner(content);
  if (recording === null) return refused('These are not results of Postman or Newman.', whichFile);
  const { calls, problems } = recording;
  if (calls.length > 0) return { ok: true, recording };
  if (problems.length === 0) return refused('Nothing was called in this run.', whichFile);
  const details = problems.slice(0, 10).map(({ row, message }) => `Row ${row}: ${message}`);
  return refused(
    'No row of this file says which user it deactivated, so nothing was imported.',
    useNewman,
    details,
  );
}

function refused(
  message: string,
  hint: string,
  details: string[] = [],
): Extract<ResultsReading, { ok: false }> {
  return { ok: false, message, hint, details };
}
