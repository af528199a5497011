/** For tests: result files in the format of Newman and Postman. */
import { newResultsReader, type ResultsReading } from '#lib/domain/postman/results';
import { type AnswerBody, testNameFor } from '#lib/domain/postman/vocabulary';

export interface SampleCall {
  accountId: string;
  /** Null for no answer. */
  status: number | null;
  body?: string;
  /** Replaces `body` with bytes that are not text. */
  bytes?: readonly number[];
  contentEncoding?: string;
  method?: string;
  act?: string;
  errorCode?: string;
}

export const sampleKey = 'ATCTT3-made-up-key-0001';

/** The output of `newman run … --reporters json`. */
export function newmanFile(calls: readonly SampleCall[], host = 'api.atlassian.com'): string {
  return JSON.stringify({
    collection: { info: { name: 'Bulk deactivate' } },
    environment: {
      values: [
        { type: 'any', key: 'orgApiKey', value: sampleKey },
        { type: 'any', key: 'organizationId', value: 'org-1' },
      ],
    },
    run: {
      timings: { started: 1_700_000_000_000, completed: 1_700_000_060_000 },
      executions: calls.map(
        ({
          accountId,
          status,
          body = '',
          bytes,
          contentEncoding,
          method = 'POST',
          act = 'disable',
          errorCode,
        }) => ({
          request: {
            method,
            url: {
              protocol: 'https',
              host: host.split('.'),
              path: ['users', accountId, 'manage', 'lifecycle', act],
              query: [],
            },
            header: [{ key: 'Authorization', value: `Bearer ${sampleKey}`, system: true }],
          },
          ...(status === null
            ? { requestError: { code: errorCode ?? 'ECONNRESET' } }
            : {
                response: {
                  code: status,
                  header: [
                    { key: 'content-type', value: 'application/json;charset=UTF-8' },
                    ...(contentEncoding ? [{ key: 'content-encoding', value: contentEncoding }] : []),
                  ],
                  stream: { type: 'Buffer', data: bytes ?? [...new TextEncoder().encode(body)] },
                  responseTime: 12,
                },
              }),
        }),
      ),
    },
  });
}

/** The export of Postman's collection runner after many rows of one request; `named` as in Lockstep's collection. */
export function runnerFile(
  calls: readonly SampleCall[],
  named: boolean,
  url = '{{cloudUrl}}/users/{{accountId}}/manage/lifecycle/disable',
): string {
  const testOf = ({ accountId, status, body = '' }: SampleCall) =>
    named
      ? testNameFor(accountId, String(status ?? undefined), bodyOf(body))
      : 'Status code is 200, 201, 202 or 204';
  const passed = ({ status, body = '' }: SampleCall) =>
    status !== null && [200, 201, 202, 204].includes(status) && bodyOf(body) !== 'text';
  return JSON.stringify({
    id: 'run-1',
    name: 'Bulk deactivate',
    timestamp: '2026-11-20T10:01:00.000Z',
    startedAt: '2026-11-20T10:00:00.000Z',
    status: 'finished',
    results: [
      {
        id: 'request-1',
        name: 'Deactivate a user',
        url,
        time: 30,
        responseCode: { code: calls.at(-1)?.status ?? 0, name: '' },
        times: calls.map(() => 30),
        allTests: calls.map((call) => ({ [testOf(call)]: passed(call) })),
      },
    ],
    collection: { requests: [{ id: 'request-1', method: 'POST' }] },
  });
}

function bodyOf(body: string): AnswerBody {
  if (body === '') return 'empty';
  return body.startsWith('{') ? 'JSON' : 'text';
}

/** Reads the text of a file as it arrives: in pieces, here of a few characters. */
export function readPostmanResults(text: string): ResultsReading {
  const reader = newResultsReader();
  for (let at = 0; at < text.length; at += 7) reader.add(text.slice(at, at + 7));
  return reader.end();
}

/** The bytes of a text, in the form of an upload. */
export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
