/** One request over one dispatcher, from its first byte to the last of its answer. Never throws and never repeats. */
import type { Dispatcher } from 'undici';
import {
  type Exchange,
  maxErrorBytes,
  ownCodes,
  type TransportCode,
} from '#lib/adapters/atlassian/http/exchange';

/** Maximum size of a successful answer, in bytes. */
const maxBytes = 10 * 1024 * 1024;

/** Decodes whole bodies; a byte-order mark at the beginning is left out. */
const utf8 = new TextDecoder();

/** One request. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  origin: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
  /** Called in the same tick in which the first byte would be written. False ends the request instead. */
  beforeFirstByte: () => boolean;
  /** Timeout of the whole exchange, in milliseconds. */
  totalMs: number;
  signal: AbortSignal | undefined;
  /** Calls the function once undici has freed the connection (`answersTogether`). */
  afterwards: (handOver: () => void) => void;
}

/**
 * Sends a request. `sent` is false only if undici never began to write it. undici calls `onConnect` immediately before
 * the first byte; a second such call means that undici repeats the request, and it is aborted there.
 */
export function exchange(dispatcher: Dispatcher, request: HttpRequest): Promise<Exchange> {
  return new Promise((resolve) => {
    let settled = false;
    let sent = false;
    let abort: ((error?: Error) => void) | null = null;
    let head: { status: number; headers: Record<string, string> } | null = null;
    const chunks: Buffer[] = [];
    let size = 0;

    const settle = (cut: TransportCode | null) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onSignal);
      const body = chunks.length === 0 ? '' : utf8.decode(Buffer.concat(chunks));
      if (head) resolve({ kind: 'answered', ...head, body, cut });
      else resolve({ kind: 'unanswered', sent, cut: cut ?? 'UND_ERR' });
    };
    /** Settles first, so that the events of the abort are ignored. */
    const end = (cut: TransportCode) => {
      settle(cut);
      abort?.(new Error(cut));
    };
    const onSignal = () => end(ownCodes.cancelled);
    const timer = setTimeout(() => end(ownCodes.tooLong), request.totalMs);

    const handler: Dispatcher.DispatchHandlers = {
      onConnect(abortRequest) {
        abort = abortRequest;
        if (settled) return abortRequest();
        if (sent) return end('UND_ERR_REPEATED');
        if (!request.beforeFirstByte()) return end(ownCodes.forbidden);
        sent = true;
      },
      onHeaders(status, rawHeaders) {
        if (status >= 200) head = { status, headers: readHeaders(rawHeaders) };
        return true;
      },
      onData(chunk) {
        const limit = head !== null && head.status < 300 ? maxBytes : maxErrorBytes;
        if (!settled) chunks.push(chunk.subarray(0, limit - size));
        size += chunk.length;
        if (size > limit) end(ownCodes.tooLarge);
        return true;
      },
      onComplete: () => request.afterwards(() => settle(null)),
      onError: (error) => settle(codeOf(error)),
    };

    if (request.signal?.aborted) return end(ownCodes.cancelled);
    request.signal?.addEventListener('abort', onSignal);
    const { method, origin, path, headers, body } = request;
    dispatcher.dispatch({ method, origin, path, headers: { ...headers }, body }, handler);
  });
}

function readHeaders(raw: readonly Buffer[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = String(raw[at]).toLowerCase();
    headers[name] ??= (raw[at + 1] ?? Buffer.alloc(0)).toString('latin1');
  }
  return headers;
}

/** The most specific code of an error: undici and TLS wrap errors in others. */
function codeOf(error: unknown): TransportCode {
  if (!(error instanceof Error)) return 'UND_ERR';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (error.cause instanceof Error && (code === null || code === 'UND_ERR_PRX_TLS'))
    return codeOf(error.cause);
  return code ?? 'UND_ERR';
}
