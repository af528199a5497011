/** Answers of the front itself. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { timeoutMs } from '#lib/server/front/cut-off';
import { plainName } from '#lib/server/front/host-name';
import { launchPage, refusalPage } from '#lib/server/front/pages';
import { type Refusal, tooManyCookies } from '#lib/server/front/refusal';
import { decodedPath, isApi } from '#lib/server/front/request-header';
import { contentPolicy, fixedHeaders, newNonce } from '#lib/server/front/security-headers';

/** Sends a refusal: as JSON for the API, as a page for everything else. */
export function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  nonce: string,
): void {
  const { status, code, message, hint, headers = {} } = refusal;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (isApi(decodedPath(request) ?? '')) sendJson(response, status, { error: { code, message, hint } });
  else send(response, status, 'text/html', refusalPage(refusal, nonce));
}

/** Sends the page of the launch link. */
export function sendLaunchPage(request: IncomingMessage, response: ServerResponse, nonce: string): void {
  const plain = request.headers.host?.replace(/:\d+$/, '') === plainName;
  send(response, 200, 'text/html', launchPage(plain, nonce));
}

/** Sends an answer as JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', JSON.stringify(body));
}

/** Node omits the body in an answer to HEAD. */
function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

/** Answers bytes that are not HTTP, or headers that are too long or too late, and closes the connection. */
export function sendMalformed(problem: Error, socket: Duplex): void {
  if (!socket.writable || ('code' in problem && problem.code === 'ECONNRESET')) {
    socket.destroy();
    return;
  }
  const code = 'code' in problem ? problem.code : '';
  const status =
    code === 'HPE_HEADER_OVERFLOW' ? tooManyCookies.status : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const nonce = newNonce();
  const text = status === tooManyCookies.status ? refusalPage(tooManyCookies, nonce) : '';
  const headers = Object.entries({
    ...fixedHeaders,
    'Content-Security-Policy': contentPolicy(nonce),
    'Cache-Control': 'no-store',
    ...(text === '' ? {} : { 'Content-Type': 'text/html; charset=utf-8' }),
    'Content-Length': String(Buffer.byteLength(text)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join('')}\r\n${text}`);
  // The other side may not close the connection.
  const late = setTimeout(() => socket.destroy(), timeoutMs).unref();
  socket.once('close', () => clearTimeout(late));
}
