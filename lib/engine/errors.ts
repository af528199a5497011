/** What can go wrong when a verb of the engine is used: values, told apart by code, with the hint. */

import type { SampledColumn } from '#lib/domain/roster/roster';

/** One translation to HTTP exists per code (in `lib/server/http/route`). */
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

export interface EngineError {
  code: EngineErrorCode;
  message: string;
  hint: string;
  details?: string[];
  /** Where the admin can say which column of a file is what. */
  columns?: SampledColumn[];
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: EngineError };

/** A successful result. */
export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** An unsuccessful one. */
export function failed(
  code: EngineErrorCode,
  message: string,
  hint: string,
  details?: string[],
): Result<never> {
  return { ok: false, error: { code, message, hint, ...(details ? { details } : {}) } };
}

/** Said to every wish to change something while another process owns the data folder. */
export function onlyWatching(): Result<never> {
  return failed(
    'conflict',
    'Another Lockstep works in this data folder; this one can only watch.',
    'Use the other one, or stop it and start this one again.',
  );
}
