/** Reads the headers that identify an answer. */
import type { Redact } from '#lib/adapters/redact/redact';
import type { AnswerStamp } from '#lib/domain/outcome/answer';

/**
 * Headers with the trace ID by which Atlassian's support finds a request. Seen in answers of its APIs [CODE], but not
 * documented.
 */
const traceHeaders = ['atl-traceid', 'atl-request-id'] as const;

/** A trace ID is short and plain. Any other value is dropped. */
const plainTrace = /^[A-Za-z0-9._:/+=-]{1,128}$/;

/**
 * The stamp of an answer with this `Date` (null if it has none) that arrived at `heardAt` on our wall clock, both in ms
 * since the epoch; undefined if nothing identifies it.
 */
export function stampOf(
  headers: Readonly<Record<string, string>>,
  { date, heardAt }: { date: number | null; heardAt: number },
  redact: Redact,
): AnswerStamp | undefined {
  const trace = traceOf(headers, redact);
  if (date === null && trace === undefined) return undefined;
  return { ...(date === null ? {} : { date, heardAt }), ...(trace === undefined ? {} : { trace }) };
}

function traceOf(headers: Readonly<Record<string, string>>, redact: Redact): string | undefined {
  for (const name of traceHeaders) {
    const text = headers[name] === undefined ? '' : redact(headers[name]).trim();
    if (plainTrace.test(text)) return text;
  }
  return undefined;
}
