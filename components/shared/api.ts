/** Typed fetch over the contract: every answer is parsed, every failure is an explained `ApiFailure`. */
import type { z } from 'zod';
import { serverContact } from '#components/shared/contact/server-contact.ts';
import { leaveIfSignedOut, sessionHeaders } from '#components/shared/session.ts';
import { type ApiError, apiErrorSchema } from '#lib/contract/api-error';

/** A failed request, in text for the admin. */
export class ApiFailure extends Error {
  readonly code: string;
  readonly hint: string;
  readonly details: string[];
  readonly workbook: ApiError['workbook'];
  readonly rows: NonNullable<ApiError['rows']>;
  readonly headerLine: number | null;
  readonly inSheet: boolean;

  constructor(error: ApiError) {
    super(error.message);
    this.name = 'ApiFailure';
    this.code = error.code;
    this.hint = error.hint;
    this.details = error.details ?? [];
    this.workbook = error.workbook;
    this.rows = error.rows ?? [];
    this.headerLine = error.headerLine ?? null;
    this.inSheet = error.inSheet ?? false;
  }
}

/** Time after which the server is asked whether it is there, while a request waits for its answer, in ms. */
const slowMs = 5_000;

/**
 * Maximum time of a GET, in ms. One that never ended would also block every later GET of the same path, since SWR waits
 * for the earlier one.
 */
const longestGetMs = 120_000;

/** The code of a failure without any answer. */
export const unreachable: ApiError = {
  code: 'no-answer',
  message: 'Lockstep does not answer.',
  hint: 'Is it still running? Start it again with npm start and open the new link. A run that was under way can be resumed.',
};

const misunderstood: ApiError = {
  code: 'misunderstood',
  message: 'Lockstep gave an answer this page does not understand.',
  hint: 'Reload the page: it may be older than the program.',
};

/** Sends a GET; rejects with an `ApiFailure`, also when it takes too long. */
export function get<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
  return request(path, { method: 'GET', signal: AbortSignal.timeout(longestGetMs) }, schema);
}

/**
 * Sends a request that changes something. The body becomes JSON; a `Blob` is sent as it is. Rejects with an
 * `ApiFailure`.
 */
export function send<S extends z.ZodType>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: unknown,
  schema: S,
): Promise<z.output<S>> {
  const headers = { 'content-type': 'application/json' };
  const json = body instanceof Blob ? body : JSON.stringify(body ?? {});
  return request(path, { method, headers, body: json }, schema);
}

/** The answer to a request with the token of this session, parsed; rejects with an `ApiFailure`. */
export async function request<S extends z.ZodType>(
  path: string,
  init: Init,
  schema: S,
): Promise<z.output<S>> {
  const response = await fetchWithToken(path, init);
  const body: unknown = await response.json().catch(() => null);
  if (init.signal?.aborted) throw new ApiFailure(unreachable);
  return readAnswer(response.ok, body, schema);
}

/** The same answer before its body is read; rejects with an `ApiFailure` if the server does not answer. */
export async function fetchWithToken(path: string, init: Init): Promise<Response> {
  const headers = { ...init.headers, ...sessionHeaders() };
  const arrived = serverContact.expect(slowMs);
  try {
    const answer = await fetch(path, { ...init, headers, cache: 'no-store' });
    serverContact.heard();
    return answer;
  } catch {
    // A request that the page aborted says nothing about the server.
    if (!init.signal?.aborted) serverContact.unheard();
    throw new ApiFailure(unreachable);
  } finally {
    arrived();
  }
}

type Init = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

/** Parses an answer of the API; throws an `ApiFailure` if it is an error or cannot be understood. */
export function readAnswer<S extends z.ZodType>(ok: boolean, body: unknown, schema: S): z.output<S> {
  if (!ok) {
    const failure = apiErrorSchema.safeParse(body);
    if (failure.success) leaveIfSignedOut(failure.data.error.code);
    throw new ApiFailure(failure.success ? failure.data.error : misunderstood);
  }
  const answer = schema.safeParse(body);
  if (!answer.success) throw new ApiFailure(misunderstood);
  return answer.data;
}

/** Any thrown thing as an `ApiFailure`. */
export function asFailure(thrown: unknown): ApiFailure {
  return thrown instanceof ApiFailure ? thrown : new ApiFailure(misunderstood);
}
