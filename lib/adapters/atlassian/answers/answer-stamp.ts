/** What an answer says of where it came from. */
import { epochOfDate } from '#lib/adapters/atlassian/answers/asked-wait';
import type { Redact } from '#lib/adapters/redact/redact';
import type { AnswerStamp } from '#lib/domain/outcome/answer';

/**
 * Headers with Atlassian's own name of an exchange, by which its support finds it: seen in answers of its APIs [CODE],
 * documented nowhere.
 */
const traceHeaders = ['atl-traceid', 'atl-request-id'] as const;

/** A trace ID is short and plain; whatever else stands there is not kept. */
const plainTrace = /^[A-Za-z0-9._:/+=-]{1,128}$/;

/** The stamp of an answer that came at `heardAt` (our wall clock, ms since the epoch); undefined where it has none. */
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
