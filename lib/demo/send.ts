/** Puts a delivery on the wire, or does not. */
import type { ServerResponse } from 'node:http';
import type { Delivery } from '#lib/demo/fault-injection';
import type { Reply } from '#lib/demo/reply';

/**
 * Sends, cuts or holds back; a held-back answer leaves the connection open until the caller gives up.
 * `traceId` is null for what Atlassian would not answer.
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

/** Half of the body; where there is none, half of the status line. */
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

/** What the edge adds to every answer is not documented; these are commonly seen [INFER]. */
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
