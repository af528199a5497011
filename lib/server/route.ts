/** What every route handler shares: reading a request, and one translation of errors to HTTP. */
import type { z } from 'zod';
import type { ApiError } from '#lib/contract/api-error';
import type { EngineError, EngineErrorCode, Result } from '#lib/engine/errors';
import { app } from '#lib/server/app';

const statusOf: Record<EngineErrorCode, number> = {
  'not-found': 404,
  invalid: 400,
  conflict: 409,
  'not-connected': 409,
  'operator-unknown': 409,
  'nothing-selected': 409,
  'organisation-unknown': 409,
  'question-open': 409,
  'too-large': 413,
  'refused-by-atlassian': 422,
  unreachable: 502,
  storage: 507,
};

/** The answer of a verb: its value as JSON by `view`, or its error with the status of its code. */
export function answer<T>(result: Result<T>, view: (value: T) => unknown, status = 200): Response {
  return result.ok ? json(view(result.value), status) : refuse(result.error);
}

/** A JSON answer that no cache keeps. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}

/** An error of the engine as an answer. */
export function refuse(error: EngineError): Response {
  const body: { error: ApiError } = { error: { ...error } };
  return json(body, statusOf[error.code]);
}

/** The body of a request, parsed by its schema; the error says which field is wrong. */
export async function readBody<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<Result<z.output<S>>> {
  const body: unknown = await request.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const details = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  const message = body === undefined ? 'The request has no JSON body.' : 'The request is not as documented.';
  return { ok: false, error: { code: 'invalid', message, cure: 'See docs/http-api.md.', details } };
}

/**
 * Runs a handler so that a fault of Lockstep itself is an explained answer too. The cause goes to the terminal, and
 * the key is taken out of it by value, wherever it may have come from.
 */
export async function handle(work: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (problem) {
    const said = problem instanceof Error ? problem.message : String(problem);
    process.stderr.write(`lockstep: ${app().redact(said)}\n`);
    const full =
      problem instanceof Error && 'code' in problem && String(problem.code).startsWith('SQLITE_FULL');
    const error: EngineError = full
      ? {
          code: 'storage',
          message: 'The disk is full: nothing was written.',
          cure: 'Make room, then try again.',
        }
      : {
          code: 'storage',
          message: 'Lockstep could not do this: see the terminal.',
          cure: 'Try again, or restart it.',
        };
    return json({ error }, full ? 507 : 500);
  }
}
