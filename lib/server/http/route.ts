/** The shared parts of all route handlers: what a request may contain, and how errors become HTTP. */
import { z } from 'zod';
import type { ApiError } from '#lib/contract/api-error';
import { thrownCode, thrownText } from '#lib/domain/text/thrown';
import { done, type EngineError, type EngineErrorCode, type Result } from '#lib/engine/errors';
import { app, openApp } from '#lib/server/app';
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

/** The answer to a verb's result: its value as JSON through `view`, or its error with the status of its code. */
export function answer<T>(result: Result<T>, view: (value: T) => unknown, status = 200): Response {
  return result.ok ? json(view(result.value), status) : refuse(result.error);
}

/** A JSON answer, which no cache may keep. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}

/** An engine error as an answer. */
export function refuse(error: EngineError): Response {
  const body: { error: ApiError } = { error: { ...error } };
  return json(body, statusOf[error.code]);
}

/** The input that a route accepts. A request with anything else is refused. */
interface Takes<Query extends z.ZodType, Body extends z.ZodType> {
  query?: Query;
  /** `file`: the body is not JSON, and the route reads it itself. */
  body?: Body | 'file';
  /** Limits of the body; `usualBody` by default. */
  limits?: BodyLimits;
  /** Whether a request with this body succeeds even if nothing can be written. By default, none does. */
  countsUnwritten?(body: z.output<Body>): boolean;
}

const nothing = z.strictObject({});

/**
 * Runs a handler on a request that matches its schemas. A fault of Lockstep itself also gets an explained answer. Its
 * cause is printed to the terminal, with the key redacted.
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

/** Data written to a folder that was moved or replaced is lost, so the answer is an error. */
function inItsPlace(said: Response): Response {
  const misplaced = app().misplaced();
  if (misplaced === null) return said;
  app().recorder.fault('data folder', misplaced.message);
  return refuse({ code: 'storage', ...misplaced });
}

/** The query of a request, parsed by its schema. The error names the parameter that is wrong, unknown or repeated. */
function readQuery<S extends z.ZodType>(request: Request, schema: S): Result<z.output<S>> {
  const given = [...new URL(request.url).searchParams];
  const names = given.map(([name]) => name);
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) {
    return wrong(invalidRequest(`The query parameter ${repeated} is given more than once.`));
  }
  const parsed = schema.safeParse(Object.fromEntries(given));
  return parsed.success ? done(parsed.data) : wrong(requestFault('query parameter', parsed.error.issues));
}

/** The JSON body of a request, parsed by its schema. The error names the field that is wrong or unknown. */
async function readBody<S extends z.ZodType>(
  request: Request,
  schema: S,
  limits: BodyLimits,
): Promise<Result<z.output<S>>> {
  const body = await readJson(request, limits);
  if (!body.ok && body.limit) return wrong(bodyTooLarge(body.message));
  // A route without a body accepts none, or an empty object.
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

/**
 * The codes of a full disk: of SQLite, also where only its file of shared memory (`-shm`) finds no room, and of the
 * operating system, also for a quota.
 */
const fullDiskCodes: ReadonlySet<string> = new Set([
  'SQLITE_FULL',
  'SQLITE_IOERR_SHMSIZE',
  'ENOSPC',
  'EDQUOT',
]);

/** The answer if a handler threw. The cause is printed to the terminal. */
function unforeseen(problem: unknown): Response {
  const said = thrownText(problem);
  const current = openApp();
  // While everything is deleted, nothing is open: without the key to redact, only the kind of fault is printed.
  process.stderr.write(
    `lockstep: ${current ? current.redact(said) : 'a request met an application that is closed'}\n`,
  );
  current?.recorder.exception('route', problem);
  if (fullDiskCodes.has(thrownCode(problem))) {
    // A part may be on disk: an upload that was stored before its answer could be read.
    const message = 'The disk is full, so Lockstep could not do this, or not all of it.';
    return refuse({ code: 'storage', message, hint: 'Free some space, then try again.' });
  }
  const error: ApiError = {
    code: 'internal',
    message: 'Lockstep could not do this: see the terminal.',
    hint: 'Try again, or restart it.',
  };
  return json({ error }, 500);
}
