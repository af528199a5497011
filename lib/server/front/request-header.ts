import type { IncomingMessage } from 'node:http';

/**
 * The value of a header. If it was sent several times, the values are joined, so they equal no single value. '' if not
 * sent.
 */
export function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

/** The number of times that a header was sent. Node keeps only the first `Host`, so this checks the raw headers. */
export function timesSent(request: IncomingMessage, name: string): number {
  return request.rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length;
}

/** The path of the target, percent-decoded, without its query; null if it cannot be decoded. */
export function decodedPath(request: IncomingMessage): string | null {
  const [path = ''] = (request.url ?? '').split('?', 1);
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** The names of the query parameters of the target. */
export function queryNames(request: IncomingMessage): string[] {
  const target = request.url ?? '';
  const from = target.indexOf('?');
  return from < 0 ? [] : [...new URLSearchParams(target.slice(from)).keys()];
}

/** Whether the method only reads. */
export function isReading(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

/** Whether the path belongs to the HTTP API. */
export function isApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/');
}
