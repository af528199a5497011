/** The errors of the engine's verbs: values with a code and a hint. */
import type { FirstRow, SampledColumn } from '#lib/domain/roster/roster';
import { watchingHint, watchingMessage } from '#lib/domain/run/next/obstacle';
import type { WorkbookQuestion } from '#lib/domain/workbook/question';

/** The HTTP status of each code is defined in `lib/server/http/route`. */
export type EngineErrorCode =
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'not-connected'
  | 'operator-unknown'
  | 'nothing-selected'
  | 'organisation-unknown'
  | 'question-open'
  | 'too-large'
  | 'refused-by-atlassian'
  | 'unreachable'
  | 'storage';

/** An error with its hint. */
export interface EngineError {
  code: EngineErrorCode;
  message: string;
  hint: string;
  details?: string[];
  /** The columns of a file, if the admin can assign them. */
  columns?: SampledColumn[];
  /** The questions that the admin must answer about a workbook before it is read. */
  workbook?: WorkbookQuestion;
  /** The first rows of the file, and the line that was taken for the header, if the admin can choose it. */
  rows?: FirstRow[];
  headerLine?: number;
  /** The rows are those of a sheet; absent for other files. */
  inSheet?: true;
}

/** A value or an error. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: EngineError };

/** A successful result. */
export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** An unsuccessful result. */
export function failed(
  code: EngineErrorCode,
  message: string,
  hint: string,
  details?: string[],
): Result<never> {
  return { ok: false, error: { code, message, hint, ...(details ? { details } : {}) } };
}

/** Returned when data was deleted but its bytes may still be in a file. `then` completes the hint. */
export function bytesMayRemain(then: string): Result<never> {
  return failed(
    'conflict',
    'It is deleted, but its bytes may still be in the file: another Lockstep is reading it.',
    `Close the one that only watches; ${then}`,
  );
}

/** Returned for every change while another process owns the data folder. */
export function onlyWatching(): Result<never> {
  return failed('conflict', watchingMessage, watchingHint);
}
