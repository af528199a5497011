/** What every route handler shares: what it takes of a request, and one translation of errors to HTTP. */
import { z } from 'zod';
import type { ApiError } from '#lib/contract/api-error';
import { done, type EngineError, type EngineErrorCode, type Result } from '#lib/engine/errors';
import { app } from '#lib/server/app';
import { type BodyLimits, readJson, usualBody } from '#lib/server/http/json-body';
import { bodyTooLarge, invalidRequest, requestFault } from '#lib/server/http/request-fault';

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

/** What a route takes. What it does not name it does not take: a request that brings it is refused. */
export interface Takes<Query extends z.ZodType, Body extends z.ZodType> {
  query?: Query;
  /** `file`: the body is no JSON, and the route reads it itself. */
  body?: Body | 'file';
  /** How much the body may be; `usualBody` where it is left out. */
  limits?: BodyLimits;
  /** Whether a request with this body counts also where nothing of it can be written. Left out: none does. */
  countsUnwritten?(body: z.output<Body>): boolean;
}

const nothing = z.strictObject({});

/**
 * Runs a handler on a request that is exactly as its schemas say. A fault of Lockstep itself is an explained answer
 * too: its cause goes to the terminal, without the key, wherever that may have come from.
 */
export async function handle<
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = typeof nothing,
>(
  request: Request,
  takes: Takes<Query, Body>,
  work: (given: { query: z.output<Query>; body: z.output<Body> }) => Response | Promise<Response>,
): Promise<Response> {
  try {
    const query = readQuery(request, takes.query ?? nothing);
    if (!query.ok) return refuse(query.error);
    const body =
      takes.body === 'file'
        ? done({})
        : await readBody(request, takes.body ?? nothing, takes.limits ?? usualBody);
    if (!body.ok) return refuse(body.error);
    const given = { query: query.value as z.output<Query>, body: body.value as z.output<Body> };
    const said = await work(given);
    const mustBeWritten = request.method !== 'GET' && !takes.countsUnwritten?.(given.body);
    return said.ok && mustBeWritten ? inItsPlace(said) : said;
  } catch (problem) {
    return unforeseen(problem);
  }
}

/** What was written into a folder that is not in its place any more is not kept: that is the answer then. */
function inItsPlace(said: Response): Response {
  const misplaced = app().misplaced();
  return misplaced === null ? said : refuse({ code: 'storage', ...misplaced });
}

/** The query of a request, parsed by its schema; the error says which parameter is wrong, unknown or repeated. */
function readQuery<S extends z.ZodType>(request: Request, schema: S): Result<z.output<S>> {
  const given = [...new URL(request.url).searchParams];
  const names = given.map(([name]) => name);
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) {
    return wrong(invalidRequest(`The query parameter ${repeated} is there more than once.`));
  }
  const parsed = schema.safeParse(Object.fromEntries(given));
  return parsed.success ? done(parsed.data) : wrong(requestFault('query parameter', parsed.error.issues));
}

/** The JSON body of a request, parsed by its schema; the error says which field is wrong or unknown. */
async function readBody<S extends z.ZodType>(
  request: Request,
  schema: S,
  limits: BodyLimits,
): Promise<Result<z.output<S>>> {
  const body = await readJson(request, limits);
  if (!body.ok && body.limit) return wrong(bodyTooLarge(body.message));
  // Where a route takes no body there may be none, or an empty object.
  const none = body.ok && body.value === undefined;
  if (!body.ok || (none && (schema as z.ZodType) !== nothing)) {
    return wrong(invalidRequest('The request has no JSON body.'));
  }
  const parsed = schema.safeParse(none ? {} : body.value);
  return parsed.success ? done(parsed.data) : wrong(requestFault('field', parsed.error.issues));
}

function wrong(error: EngineError): Result<never> {
  return { ok: false, error };
}

/** The answer where a handler threw: its cause is for the terminal. */
function unforeseen(problem: unknown): Response {
  const said = problem instanceof Error ? problem.message : String(problem);
  process.stderr.write(`lockstep: ${app().redact(said)}\n`);
  const full =
    problem instanceof Error && 'code' in problem && String(problem.code).startsWith('SQLITE_FULL');
  if (full) {
    const message = 'The disk is full: nothing was written.';
    return refuse({ code: 'storage', message, hint: 'Make room, then try again.' });
  }
  const error: ApiError = {
    code: 'internal',
    message: 'Lockstep could not do this: see the terminal.',
    hint: 'Try again, or restart it.',
  };
  return json({ error }, 500);
}
