/** Reads the output of `newman run … --reporters json`: one execution per call, with request and answer [CODE]. */
import { z } from 'zod';
import { certificateErrors } from '#lib/domain/connection/certificate-errors';
import {
  type CallReading,
  type RecordedExchange,
  type Recording,
  readCall,
  readDate,
} from '#lib/domain/postman/recording';
import { postmanVariables } from '#lib/domain/postman/vocabulary';

const pairsSchema = z
  .array(z.object({ key: z.string(), value: z.unknown().optional() }).nullable().catch(null))
  .catch([])
  .default([]);
const wordsSchema = z.union([z.string(), z.array(z.string())]).catch('');

/** Maximum length of a body, in bytes; the same as for a live answer. */
const maxBody = 256 * 1024;

function areBytes(data: unknown): boolean {
  return Array.isArray(data) && data.slice(0, maxBody).every((byte) => typeof byte === 'number');
}

const urlSchema = z.union([
  z.string(),
  z.object({
    protocol: z.string().catch('https'),
    host: wordsSchema,
    port: z.string().nullish(),
    path: wordsSchema,
  }),
]);

const executionSchema = z.object({
  request: z.object({ method: z.string().nullish(), url: urlSchema, header: pairsSchema }),
  response: z
    .object({
      code: z.number().int().min(100).max(599),
      header: pairsSchema,
      stream: z
        .object({ data: z.custom<number[]>(areBytes) })
        .nullish()
        .catch(null),
      responseTime: z.number().nonnegative().catch(0),
    })
    .nullish(),
  requestError: z
    .object({ code: z.string().catch('') })
    .nullish()
    .catch({ code: '' }),
});
type Execution = z.infer<typeof executionSchema>;

const fileSchema = z.object({
  collection: z
    .object({ info: z.object({ name: z.string() }) })
    .nullish()
    .catch(null),
  environment: z.object({ values: pairsSchema }).nullish().catch(null),
  run: z.object({
    executions: z.array(z.custom<ExecutionReading>()),
    timings: z
      .object({ started: z.unknown().optional(), completed: z.unknown().optional() })
      .nullish()
      .catch(null),
  }),
});

/** The parts of an execution that are kept. Executions are read one by one, since a file has very many. */
interface ExecutionReading {
  call: CallReading;
  exchange: RecordedExchange;
  tookMs: number;
  bearers: string[];
}

/** Reads one item of `run.executions`. */
export function readExecution(item: unknown): ExecutionReading {
  const execution = executionSchema.safeParse(item);
  if (!execution.success) {
    const message = 'This execution is not written as Newman writes one.';
    const call = { ok: false, what: 'other', message } as const;
    return { call, exchange: { kind: 'unanswered', sent: true, code: '' }, tookMs: 0, bearers: [] };
  }
  const { request, response } = execution.data;
  return {
    call: readCall(request.method ?? null, addressOf(request.url)),
    exchange: exchangeOf(execution.data),
    tookMs: Math.round(response?.responseTime ?? 0),
    bearers: bearersOf(execution.data),
  };
}

/** The recording in the JSON of a file, whose executions `readExecution` has read; null if it is not Newman's. */
export function readNewman(content: unknown): Recording | null {
  const file = fileSchema.safeParse(content);
  if (!file.success) return null;
  const { collection, environment, run } = file.data;
  const values = new Map(environment?.values.flatMap((each) => (each ? [[each.key, text(each.value)]] : [])));
  const recording: Recording = {
    tool: 'newman',
    collection: collection?.info.name ?? '',
    startedAt: readDate(run.timings?.started),
    endedAt: readDate(run.timings?.completed),
    organisationId: values.get(postmanVariables.organizationId) || null,
    origins: [],
    calls: [],
    reactivations: [],
    problems: [],
    secrets: [],
  };
  const origins = new Set<string>();
  const secrets = new Set([values.get(postmanVariables.orgApiKey) ?? '']);
  run.executions.forEach(({ call, exchange, tookMs, bearers }, index) => {
    for (const secret of bearers) secrets.add(secret);
    if (!call.ok) {
      recording.problems.push({ row: index + 1, message: call.message });
      const { reactivated } = call;
      if (reactivated)
        recording.reactivations.push({ accountId: reactivated, after: recording.calls.length });
      return;
    }
    if (call.origin !== null) origins.add(call.origin);
    recording.calls.push({ accountId: call.accountId, origin: call.origin, exchange, tookMs });
  });
  recording.origins = [...origins];
  recording.secrets = [...secrets].filter(Boolean);
  return recording;
}

function addressOf(url: z.infer<typeof urlSchema>): string {
  if (typeof url === 'string') return url;
  const host = typeof url.host === 'string' ? url.host : url.host.join('.');
  const path = typeof url.path === 'string' ? url.path.replace(/^\//, '') : url.path.join('/');
  return `${url.protocol.replace(/:.*$/, '')}://${host}${url.port ? `:${url.port}` : ''}/${path}`;
}

/** Whether the error came before the first byte was sent. After any other error, the result is not known [CODE]. */
function neverSent(code: string): boolean {
  return (
    certificateErrors.has(code) ||
    /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EINVAL|ERR_TLS_HANDSHAKE_TIMEOUT)$/.test(
      code,
    )
  );
}

function exchangeOf({ response, requestError }: Execution): RecordedExchange {
  if (!response) {
    const code = requestError?.code ?? '';
    return { kind: 'unanswered', sent: !neverSent(code), code };
  }
  const headers: Record<string, string> = {};
  for (const each of response.header) if (each) headers[each.key.toLowerCase()] = text(each.value);
  const body = bodyText(Uint8Array.from(response.stream?.data.slice(0, maxBody) ?? []), headers);
  return { kind: 'answered', status: response.code, headers, body, ...(body === null ? { odd: true } : {}) };
}

/** The text of a body; null if it is compressed (gzip, br …) or otherwise binary. */
function bodyText(bytes: Uint8Array, headers: Readonly<Record<string, string>>): string | null {
  const body = new TextDecoder().decode(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text has none of these, packed bytes do
  if (/[\0-\x08\x0e-\x1f]/.test(body)) return null;
  if (!body.includes('\ufffd')) return body;
  // Text in another encoding than UTF-8 is still read, as far as possible.
  const packed = /\S/.test(headers['content-encoding'] ?? '');
  return !packed && /^text\//i.test(headers['content-type'] ?? '') ? body : null;
}

function bearersOf({ request }: Execution): string[] {
  return request.header.flatMap((each) =>
    each?.key.toLowerCase() === 'authorization' ? [text(each.value).replace(/^bearer\s+/i, '')] : [],
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
