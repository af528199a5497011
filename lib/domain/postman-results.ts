/** Reads a result file of either tool: what was called, what was answered, and what could not be read. */
import { readNewman } from '#lib/domain/postman-newman';
import type { Recording } from '#lib/domain/postman-recording';
import { readRunner } from '#lib/domain/postman-runner';

export type ResultsReading =
  | { ok: true; recording: Recording }
  | { ok: false; message: string; cure: string; details: string[] };

const whichFile =
  'Use the results that Postman’s collection runner exports, or the file that newman run … --reporters json writes.';
const useNewman =
  'Run the collection with Newman, or run one that Lockstep exported: their results name the account of every call.';

/** The recording in the text of a file; or in plain words why there is nothing to take from it. */
export function readPostmanResults(text: string): ResultsReading {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refused('This file is no JSON, so these are no results of Postman or Newman.', whichFile);
  }
  const recording = readNewman(content) ?? readRunner(content);
  if (recording === null) return refused('These are no results of Postman or Newman.', whichFile);
  const { calls, problems } = recording;
  if (calls.length > 0) return { ok: true, recording };
  if (problems.length === 0) return refused('Nothing was called in this run.', whichFile);
  const details = problems.slice(0, 10).map(({ row, message }) => `Row ${row}: ${message}`);
  return refused(
    'No row of this file says whom it deactivated, so nothing was imported.',
    useNewman,
    details,
  );
}

function refused(message: string, cure: string, details: string[] = []): ResultsReading {
  return { ok: false, message, cure, details };
}
