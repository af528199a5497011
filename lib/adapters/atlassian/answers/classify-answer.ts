/**
 * Turns the result of a call into a value or a fault (`lib/domain/outcome/answer`). Pure. For a write: after 200,
 * 201, 202 and 204 it happened; after 4xx except 408 it did not; after anything else it may have.
 */
import { askedWait } from '#lib/adapters/atlassian/answers/asked-wait';
import { classifyLost, classifyUnsent } from '#lib/adapters/atlassian/answers/classify-transport';
import { type ErrorBody, isHtml, readErrorBody } from '#lib/adapters/atlassian/answers/error-body';
import { explainFailure } from '#lib/adapters/atlassian/answers/failed-answers';
import { type CallContext, checkTheWay, fault, nameStatus } from '#lib/adapters/atlassian/answers/fault';
import { type Exchange, maxErrorBytes, ownCodes } from '#lib/adapters/atlassian/http/exchange';
import { plainDetail, type Redact } from '#lib/adapters/redact/redact';
import type { Fault } from '#lib/domain/outcome/answer';
import { writeSuccesses } from '#lib/domain/outcome/write-successes';
import { readLink } from '#lib/domain/text/outside-link';

type Answered = Extract<Exchange, { kind: 'answered' }>;

/** The fault of an exchange; null if it succeeded. Whether the body is valid is not checked here. */
export function classifyAnswer(exchange: Exchange, call: CallContext, redact: Redact): Fault | null {
  if (exchange.kind === 'unanswered') {
    return exchange.sent ? classifyLost(exchange.cut, call, null) : classifyUnsent(exchange.cut, call);
  }
  if (exchange.status >= 200 && exchange.status < 300) return classifySuccess(exchange, call, redact);
  const body = readErrorBody(exchange.body, exchange.headers);
  const failure = classifyFailure(exchange, body, call);
  const about = call.optional && mayBeOpenElsewhere(failure) ? notOpen(exchange.status) : failure;
  const link = readLink(body.link);
  // The link is kept unchanged or not at all: a cut or redacted address would lead elsewhere.
  const kept = link !== null && redact(link) === link;
  return { ...about, detail: plainDetail(body.detail, redact), ...(kept ? { link } : {}) };
}

/** Whether another source may still accept the key. A 401 that does not mention scopes is final. */
function mayBeOpenElsewhere({ code }: Fault): boolean {
  return code === 'key-scoped' || code === 'key-forbidden';
}

function notOpen(status: number): Fault {
  const message = `Atlassian does not open this part of its API to this key (${nameStatus(status)}).`;
  return fault({ code: 'not-allowed', owner: 'organisation', status, message });
}

/** The fault of a 2xx answer whose value is missing or not as documented. */
export function unreadable(exchange: Answered, call: CallContext, redact: Redact): Fault {
  const body = readErrorBody(exchange.body.slice(0, maxErrorBytes), exchange.headers);
  const page = body.form === 'html';
  return fault({
    code: 'unreadable',
    owner: page ? 'network' : 'atlassian',
    effect: call.kind === 'write' ? 'unknown' : 'none',
    repeatable: true,
    status: exchange.status,
    message: page
      ? `A web page came back instead of an answer (${nameStatus(exchange.status)}).`
      : `The answer from ${call.host} could not be understood (${nameStatus(exchange.status)}).`,
    hint: page ? checkTheWay : '',
    detail: plainDetail(body.detail, redact),
  });
}

/**
 * One of `writeSuccesses` to a write is a success, even if part of the body is lost: the status is enough. A web page
 * is not accepted, since a proxy may have sent it, nor a body in one of the forms of an error, which contradicts the
 * status.
 */
function classifySuccess(exchange: Answered, call: CallContext, redact: Redact): Fault | null {
  if (isHtml(exchange.body, exchange.headers) && exchange.body.trim() !== '') {
    return unreadable(exchange, call, redact);
  }
  if (call.kind === 'write') {
    if (!writeSuccesses.includes(exchange.status)) return unclear(exchange, call, redact);
    return saysError(exchange) ? contradictory(exchange, call, redact) : null;
  }
  if (exchange.cut === null) return null;
  return classifyLost(exchange.cut, call, exchange.status);
}

/** Whether the body has one of the known forms of an error. */
function saysError({ body, headers }: Answered): boolean {
  if (body === '' || !body.trimStart().startsWith('{')) return false;
  return readErrorBody(body.slice(0, maxErrorBytes), headers).isError;
}

function unclear(exchange: Answered, call: CallContext, redact: Redact): Fault {
  const message = `The answer does not say whether the call took effect (${nameStatus(exchange.status)}).`;
  return { ...unreadable(exchange, call, redact), message };
}

function contradictory(exchange: Answered, call: CallContext, redact: Redact): Fault {
  const message = `The answer has the status of a success (${nameStatus(exchange.status)}) and the body of an error.`;
  return { ...unreadable(exchange, call, redact), message };
}

function classifyFailure(exchange: Answered, body: ErrorBody, call: CallContext): Fault {
  const { status, headers, cut } = exchange;
  // The refusal is certain, but the part of the body with its reason is missing.
  if (isRefusal(status) && cut !== null && cut !== ownCodes.tooLarge) {
    return { ...classifyLost(cut, call, status), effect: 'none' };
  }
  return explainFailure(status, body, call, askedWait(headers, call.now));
}

/** Whether the body of an answer with this status says what was refused. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 429;
}
