/** Answers that the front gives by itself. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { plainName } from '#lib/server/front/host-name';
import { launchPage, refusalPage } from '#lib/server/front/pages';
import type { Refusal } from '#lib/server/front/refusal';
import { decodedPath, isApi } from '#lib/server/front/request-header';
import { contentPolicy, fixedHeaders, newNonce } from '#lib/server/front/security-headers';

/** Says no: as JSON to who asks the API, as a page to everybody else. */
export function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  nonce: string,
): void {
  const { status, code, message, cure, headers = {} } = refusal;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (isApi(decodedPath(request) ?? '')) sendJson(response, status, { error: { code, message, cure } });
  else send(response, status, 'text/html', refusalPage(refusal, nonce));
}

/** The page of the launch link. */
export function sendLaunchPage(request: IncomingMessage, response: ServerResponse, nonce: string): void {
  const plain = request.headers.host?.replace(/:\d+$/, '') === plainName;
  send(response, 200, 'text/html', launchPage(plain, nonce));
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', JSON.stringify(body));
}

/** Node leaves the body out of an answer to HEAD. */
function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

/** Answers bytes that are not HTTP, or headers that are too long or too late, and hangs up. */
export function sendMalformed(problem: Error, socket: Duplex): void {
  if (!socket.writable || ('code' in problem && problem.code === 'ECONNRESET')) {
    socket.destroy();
    return;
  }
  const code = 'code' in problem ? problem.code : '';
  const status = code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const headers = Object.entries({
    ...fixedHeaders,
    'Content-Security-Policy': contentPolicy(newNonce()),
    'Cache-Control': 'no-store',
    'Content-Length': '0',
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join('')}\r\n`);
}
