/** What is wrong with a request, by name. */
import type { z } from 'zod';
import type { EngineError } from '#lib/engine/errors';

/**
 * The error for a body (its parts are fields) or a query (its parts are query parameters) that its schema refused. An
 * unknown part is named in the message, since it is most likely a misspelt option.
 */
export function requestFault(
  part: 'field' | 'query parameter',
  issues: readonly z.core.$ZodIssue[],
): EngineError {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [],
  );
  const wrong = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? [] : [`${issue.path.join('.') || 'body'}: ${issue.message}`],
  );
  const message =
    unknown.length > 0
      ? `Unknown ${part}${unknown.length > 1 ? 's' : ''}: ${unknown.join(', ')}.`
      : `The request is not as documented: ${wrong[0]}.`;
  return invalidRequest(message, [...unknown.map((name) => `${name}: unknown ${part}`), ...wrong]);
}

/** The error for a request that is not as documented; nothing was done. */
export function invalidRequest(message: string, details?: string[]): EngineError {
  const cure = 'Nothing was done. See docs/http-api.md.';
  return { code: 'invalid', message, cure, ...(details ? { details } : {}) };
}
