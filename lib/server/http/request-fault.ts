/** Errors about an invalid request, with the names of its invalid parts. */
import type { z } from 'zod';
import type { EngineError } from '#lib/engine/errors';

/** Maximum number of named faults, and of characters of a name. */
const namedFaults = 20;
const longestName = 100;

/**
 * The error for a body (its parts are fields) or a query (its parts are query parameters) that does not match its
 * schema. The message names unknown parts, since they are most likely misspelt options.
 */
export function requestFault(
  part: 'field' | 'query parameter',
  issues: readonly z.core.$ZodIssue[],
): EngineError {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => short([...issue.path, key].join('.'))) : [],
  );
  const wrong = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? [] : [`${short(issue.path.join('.')) || 'body'}: ${issue.message}`],
  );
  const message =
    unknown.length > 0
      ? `Unknown ${part}${unknown.length > 1 ? 's' : ''}: ${unknown.slice(0, namedFaults).join(', ')}.`
      : `The request is not as documented: ${wrong[0]}.`;
  const details = [...unknown.map((name) => `${name}: unknown ${part}`), ...wrong];
  return invalidRequest(message, details.slice(0, namedFaults));
}

function short(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName)}…` : name;
}

/** The error for a body that is too long; `what` is a sentence that says how. */
export function bodyTooLarge(what: string): EngineError {
  const message = `The body of this request is too large. ${what}`;
  return { code: 'too-large', message, hint: 'Nothing was done. See docs/http-api.md for what it takes.' };
}

/** The error for a request that does not match the documentation. Nothing was done. */
export function invalidRequest(message: string, details?: string[]): EngineError {
  const hint = 'Nothing was done. See docs/http-api.md.';
  return { code: 'invalid', message, hint, ...(details ? { details } : {}) };
}
