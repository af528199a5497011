/** One call: guarded, sent once, classified, its value validated. Every operation of the client uses it. */
import type { z } from 'zod';
import { stampOf } from '#lib/adapters/atlassian/answers/answer-stamp';
import { epochOfDate, quotaOf } from '#lib/adapters/atlassian/answers/asked-wait';
import { classifyAnswer, unreadable } from '#lib/adapters/atlassian/answers/classify-answer';
import { classifyUnsent } from '#lib/adapters/atlassian/answers/classify-transport';
import type { CallContext } from '#lib/adapters/atlassian/answers/fault';
import type { ServerClock } from '#lib/adapters/atlassian/answers/server-clock';
import {
  type GuardOptions,
  guardRequest,
  notAllowed,
  type Sendable,
} from '#lib/adapters/atlassian/call/request-guard';
import {
  type AtlassianRequest,
  optionalOperations,
  pathPattern,
} from '#lib/adapters/atlassian/call/request-shapes';
import type { Exchange } from '#lib/adapters/atlassian/http/exchange';
import type { Connection } from '#lib/adapters/atlassian/http/http-connection';
import type { Redact } from '#lib/adapters/redact/redact';
import { redactValue } from '#lib/adapters/redact/redact-value';
import type { Answer, AnswerStamp, FaultCode, Quota } from '#lib/domain/outcome/answer';
import { inTurns } from '#lib/engine/turns';

/** The settings of the guard and of the transport. */
export interface CallOptions extends GuardOptions {
  connection: Connection;
  redact: Redact;
  serverClock: ServerClock;
  /** Called after each request. */
  sent?: ((request: SentRequest) => void) | undefined;
}

/** A request that was sent, or could not be sent, and its result. */
interface SentRequest {
  method: string;
  /** Path and query, with placeholders such as `ACCOUNT`. */
  path: string;
  accountId: string | null;
  /** Null if there was no answer. */
  status: number | null;
  /** The code of its fault; null if it succeeded. */
  code: FaultCode | null;
  tookMs: number;
  /** Atlassian's ID of the exchange; null if it gave none. */
  trace: string | null;
}

/** Makes calls. Each returns a value or a fault and never throws. */
export interface Call {
  /** A read: the body must match the schema. The key is redacted everywhere in the value. */
  read<S extends z.ZodType>(
    request: AtlassianRequest,
    schema: S,
    signal?: AbortSignal,
  ): Promise<Answer<z.output<S>>>;
  /** A write: the status alone decides. */
  write(request: AtlassianRequest, signal?: AbortSignal): Promise<Answer<null>>;
}

/** Builds the call from these settings. */
export function createCall(options: CallOptions): Call {
  return {
    async read(request, schema, signal) {
      const sent = await send(request, options, signal);
      if (!sent.ok) return sent;
      const value = schema.safeParse(parseJson(sent.exchange.body));
      const { exchange, context, ...heard } = sent;
      if (value.success) {
        const clean = await inTurns(redactValue(value.data, options.redact));
        return { ...heard, value: clean, status: exchange.status };
      }
      return { ...heard, ok: false, fault: unreadable(exchange, context, options.redact) };
    },
    async write(request, signal) {
      const sent = await send(request, options, signal);
      if (!sent.ok) return sent;
      const { exchange, context: _, ...heard } = sent;
      return { ...heard, value: null, status: exchange.status };
    },
  };
}

type Sent =
  | {
      ok: true;
      exchange: Extract<Exchange, { kind: 'answered' }>;
      context: CallContext;
      tookMs: number;
      quota: Quota | undefined;
      stamp: AnswerStamp | undefined;
    }
  | Extract<Answer<never>, { ok: false }>;

async function send(
  request: AtlassianRequest,
  options: CallOptions,
  signal: AbortSignal | undefined,
): Promise<Sent> {
  const guarded = guardRequest(request, options);
  if (!guarded.pass) return { ok: false, fault: guarded.fault, tookMs: 0 };
  const { sendable } = guarded;
  const started = performance.now();
  const sentAt = Date.now();
  const { result, objection } = await transmit(sendable, options, signal);
  const tookMs = Math.round(performance.now() - started);

  if (objection !== null) return { ok: false, fault: notAllowed(objection), tookMs };
  const { kind, about } = sendable;
  const optional = optionalOperations.has(request.operation);
  const headers = result.kind === 'answered' ? result.headers : {};
  const heardAt = Date.now();
  const date = epochOfDate(headers.date);
  const now = options.serverClock.heard({ date, sentAt, heardAt });
  const { proxy } = options.connection;
  const context: CallContext = { kind, about, optional, host: options.base.hostname, proxy, now };
  const fault = classifyAnswer(result, context, options.redact);
  const quota = quotaOf(headers, now);
  const stamp = stampOf(headers, { date, heardAt }, options.redact);
  options.sent?.({
    method: sendable.method,
    path: pathPattern(request),
    accountId: 'accountId' in request ? request.accountId : null,
    status: result.kind === 'answered' ? result.status : null,
    code: fault?.code ?? null,
    tookMs,
    trace: stamp?.trace ?? null,
  });
  if (fault !== null) return { ok: false, fault, tookMs, quota, stamp };
  if (result.kind === 'answered') return { ok: true, exchange: result, context, tookMs, quota, stamp };
  return { ok: false, fault: classifyUnsent(result.cut, context), tookMs };
}

async function transmit(sendable: Sendable, options: CallOptions, signal: AbortSignal | undefined) {
  let objection: string | null = null;
  const beforeFirstByte = () => {
    objection = sendable.objection();
    return objection === null;
  };
  const { method, origin, path, headers, body } = sendable;
  const request = { method, origin, path, headers, body, beforeFirstByte, signal };
  const result = await options.connection.send(request);
  return { result, objection };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
