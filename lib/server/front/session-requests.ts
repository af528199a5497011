/** The requests that the front itself answers: letting in, the session, tickets. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { knowRequestSchema, letInRequestSchema, ticketRequestSchema } from '#lib/contract/session';
import { type Launch, pastedCode } from '#lib/server/front/launch';
import { knowsToken } from '#lib/server/front/origin-rules';
import { sendJson } from '#lib/server/front/own-answers';
import { invalid, noSuchRequest, type Refusal, tooLarge, tooSlow } from '#lib/server/front/refusal';
import { decodedPath, queryNames } from '#lib/server/front/request-header';
import type { Session, Sessions } from '#lib/server/front/session';
import type { Tickets } from '#lib/server/front/tickets';

/** A browser or a script that was let in. */
export interface Arrival {
  /** The host name that it used, as in the `Host` header. */
  host: string;
  /** The number of others that are signed in; null if it was signed in before. */
  others: number | null;
}

/** The parts that these answers need. */
export interface SessionParts {
  launch: Launch;
  sessions: Sessions;
  tickets: Tickets;
  version: string;
  /** The longest time to wait for the body of a request, in ms. */
  timeoutMs: number;
  /** Called for everybody who is let in. */
  letIn(arrival: Arrival): void;
  /** Called after all but one were signed out, which also replaced the link. */
  signedOut(): void;
}

/** Whether the front itself answers this path. */
export function isOwnPath(path: string): boolean {
  return path === '/api/session' || path.startsWith('/api/session/');
}

/** Maximum length of a body, in bytes. */
const longestBody = 8_192;

/** `POST /api/session`: returns a cookie and a token for the right code. */
export async function letIn(
  request: IncomingMessage,
  response: ServerResponse,
  { launch, sessions, version, timeoutMs, letIn: tell }: SessionParts,
): Promise<Refusal | null> {
  const unasked = unknownQuery(request);
  if (unasked) return unasked;
  const body = await readSmall(request, letInRequestSchema, timeoutMs);
  if (!body.ok) return body.refusal;
  const refusal = launch.refusal(pastedCode(body.value.code));
  if (refusal) return refusal;
  const before = sessions.of(request);
  const joins = before !== null && knowsToken(request, before);
  const session = joins ? before : sessions.begin();
  tell({ host: request.headers.host ?? '', others: joins ? null : sessions.others(session).length });
  response.setHeader('Set-Cookie', sessions.setCookie(session));
  sendJson(response, 200, { token: session.token, version });
  return null;
}

/** Answers requests about the session. Returns why one is refused; null if it is answered. */
export async function answerAboutSession(
  request: IncomingMessage,
  response: ServerResponse,
  session: Session,
  { launch, sessions, tickets, version, timeoutMs, signedOut }: SessionParts,
): Promise<Refusal | null> {
  const unasked = unknownQuery(request);
  if (unasked) return unasked;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  switch (`${method} ${decodedPath(request)}`) {
    case 'GET /api/session': {
      const others = sessions
        .others(session)
        .map((other) => ({ since: other.since, known: session.known.has(other) }));
      sendJson(response, 200, { version, others });
      return null;
    }
    case 'POST /api/session/others/known': {
      const body = await readSmall(request, knowRequestSchema, timeoutMs);
      if (!body.ok) return body.refusal;
      sessions.know(session, body.value.since);
      sendJson(response, 200, {});
      return null;
    }
    case 'DELETE /api/session/others': {
      const ended = sessions.endOthers(session);
      launch.renew();
      signedOut();
      sendJson(response, 200, { ended });
      return null;
    }
    case 'POST /api/session/tickets': {
      const body = await readSmall(request, ticketRequestSchema, timeoutMs);
      if (!body.ok) return body.refusal;
      sendJson(response, 201, { ticket: tickets.issue(session, body.value.path) });
      return null;
    }
    default:
      return noSuchRequest;
  }
}

function unknownQuery(request: IncomingMessage): Refusal | null {
  const names = queryNames(request);
  return names.length === 0 ? null : invalid(`Unknown query parameter: ${names.join(', ')}.`);
}

type Read<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** The JSON body of a request. It must be short, complete within `timeoutMs`, and match the schema. */
async function readSmall<S extends z.ZodType>(
  request: IncomingMessage,
  schema: S,
  timeoutMs: number,
): Promise<Read<z.output<S>>> {
  const arrived = await inTime(shortBody(request), timeoutMs);
  if (!arrived.ok) return arrived;
  let body: unknown;
  try {
    body = JSON.parse(arrived.value.toString());
  } catch {
    return { ok: false, refusal: invalid('The request has no JSON body.') };
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, refusal: invalid(parsed.error.issues.map(({ message }) => message).join('; ')) };
}

async function shortBody(request: IncomingMessage): Promise<Read<Buffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) return { ok: false, refusal: tooLarge };
    chunks.push(chunk);
  }
  return { ok: true, value: Buffer.concat(chunks) };
}

/** The result of the reading, or that it took too long. The reading then ends with the connection. */
async function inTime<T>(reading: Promise<Read<T>>, timeoutMs: number): Promise<Read<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Read<T>>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, refusal: tooSlow }), timeoutMs);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}
