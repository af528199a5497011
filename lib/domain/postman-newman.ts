/** Reads what `newman run … --reporters json` writes: one execution a call, with request and answer [CODE]. */
import { z } from 'zod';
import { certificateErrors } from '#lib/domain/certificate-errors';
import {
  type CallReading,
  type RecordedExchange,
  type Recording,
  readCall,
  readDate,
} from '#lib/domain/postman-recording';
import { postmanVariables } from '#lib/domain/postman-vocabulary';

const pairsSchema = z
  .array(z.object({ key: z.string(), value: z.unknown().optional() }).nullable().catch(null))
  .catch([])
  .default([]);
const wordsSchema = z.union([z.string(), z.array(z.string())]).catch('');

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
        .object({ data: z.array(z.number()) })
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
    executions: z.array(z.unknown()),
    timings: z
      .object({ started: z.unknown().optional(), completed: z.unknown().optional() })
      .nullish()
      .catch(null),
  }),
});

/** The recording in the parsed JSON of a file; null where it is none of Newman's. */
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
    problems: [],
    secrets: [],
  };
  const origins = new Set<string>();
  const secrets = new Set([values.get(postmanVariables.orgApiKey) ?? '']);
  run.executions.forEach((each, index) => {
    const row = index + 1;
    const execution = executionSchema.safeParse(each);
    const reading: CallReading = execution.success
      ? readCall(execution.data.request.method ?? null, addressOf(execution.data.request.url))
      : { ok: false, what: 'other', message: 'This execution is not written as Newman writes one.' };
    for (const secret of execution.success ? bearersOf(execution.data) : []) secrets.add(secret);
    if (!execution.success || !reading.ok) {
      recording.problems.push({ row, message: reading.ok ? '' : reading.message });
      return;
    }
    if (reading.origin !== null) origins.add(reading.origin);
    const exchange = exchangeOf(execution.data);
    recording.calls.push({
      accountId: reading.accountId,
      exchange,
      tookMs: Math.round(execution.data.response?.responseTime ?? 0),
    });
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

/** Errors before the first byte leaves; after any other one nobody knows [CODE]. */
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

/** As much of a body as the product reads of a live answer, in bytes. */
const maxBody = 256 * 1024;

/** The text of a body; null where it is none: packed (gzip, br …) or otherwise binary. */
function bodyText(bytes: Uint8Array, headers: Readonly<Record<string, string>>): string | null {
  const body = new TextDecoder().decode(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text has none of these, packed bytes do
  if (/[\0-\x08\x0e-\x1f]/.test(body)) return null;
  if (!body.includes('\ufffd')) return body;
  // Text of another encoding than UTF-8 is still text, as far as it can be read.
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
