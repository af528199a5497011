/** Reads the headers that identify an answer. */
import { epochOfDate } from '#lib/adapters/atlassian/answers/asked-wait';
import type { Redact } from '#lib/adapters/redact/redact';
import type { AnswerStamp } from '#lib/domain/outcome/answer';

/**
 * Headers with the trace ID by which Atlassian's support finds a request. Seen in answers of its APIs [CODE], but not
 * documented.
 */
const traceHeaders = ['atl-traceid', 'atl-request-id'] as const;

/** A trace ID is short and plain. Any other value is dropped. */
const plainTrace = /^[A-Za-z0-9._:/+=-]{1,128}$/;

/** The stamp of an answer that arrived at `heardAt` (our wall clock, ms since the epoch); undefined if it has none. */
export function stampOf(
  headers: Readonly<Record<string, string>>,
  heardAt: number,
  redact: Redact,
): AnswerStamp | undefined {
  const date = epochOfDate(headers.date);
  const trace = traceHeaders
    .map((name) => redact(headers[name] ?? '').trim())
    .find((text) => plainTrace.test(text));
  if (date === null && trace === undefined) return undefined;
  return { ...(date === null ? {} : { date, heardAt }), ...(trace === undefined ? {} : { trace }) };
}
