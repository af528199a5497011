/** Sends a delivery, cuts it, or holds it back. */
import type { ServerResponse } from 'node:http';
import type { Delivery } from '#lib/demo/fault-injection';
import type { Reply } from '#lib/demo/reply';

/**
 * Sends, cuts or holds back an answer. A held-back answer keeps the connection open until the caller gives up.
 * `traceId` is null for an answer without a trace ID.
 */
export function deliver(
  response: ServerResponse,
  { how, reply }: Delivery,
  traceId: string | null = null,
): void {
  if (response.destroyed) return;
  if (how === 'whole') send(response, reply, traceId);
  if (how === 'truncated') sendHalf(response, reply, traceId);
  if (how === 'cut') response.destroy();
}

function send(response: ServerResponse, reply: Reply, traceId: string | null): void {
  const text = textOf(reply);
  response.writeHead(reply.status, headersOf(reply, text, traceId));
  response.end(text);
}

/** Sends half of the body, or half of the status line if there is none. */
function sendHalf(response: ServerResponse, reply: Reply, traceId: string | null): void {
  const text = textOf(reply);
  const cut = () => response.destroy();
  if (text === '') {
    response.socket?.write(`HTTP/1.1 ${reply.status} No Con`, cut);
    return;
  }
  response.writeHead(reply.status, headersOf(reply, text, traceId));
  response.write(text.slice(0, Math.ceil(text.length / 2)), cut);
}

function textOf({ body }: Reply): string {
  if (body === null) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** Headers that gateways add to every answer. They are not documented, but commonly seen [INFER]. */
function headersOf(reply: Reply, text: string, traceId: string | null): Record<string, string> {
  const trace: Record<string, string> = traceId === null ? {} : { 'atl-traceid': traceId };
  const length: Record<string, string> =
    reply.status === 204 ? {} : { 'content-length': String(Buffer.byteLength(text)) };
  const type: Record<string, string> =
    text === '' ? {} : { 'content-type': 'application/json;charset=UTF-8' };
  return {
    ...trace,
    'x-content-type-options': 'nosniff',
    ...length,
    ...type,
    ...reply.headers,
  };
}
