/** For tests: a front with the test's own handler. Requests go over a raw socket, so that any bytes can be sent. */
import { connect } from 'node:net';
import { type Front, type FrontParts, startFront } from '#lib/server/front/front';
import type { Handler } from '#lib/server/front/serve';

export interface Answer {
  status: number;
  /** Names are in lower case. A header that was sent twice appears twice. */
  headers: [string, string][];
  header(name: string): string | undefined;
  body: string;
}

export interface TestFront extends Front {
  /** The `Host` of this start, and the one that it shares with other programs. */
  host: string;
  plainHost: string;
  /** The cookie of a browser that was let in, as it sends it back. */
  cookie: string;
  token: string;
  /** Sends a request with these header lines. `Host` is added unless it is one of them. */
  ask(line: string, headers?: readonly string[], body?: string): Promise<Answer>;
  /** The same, with the cookie of a browser that was let in, but without its token. */
  askWithCookie(line: string, headers?: readonly string[], body?: string): Promise<Answer>;
  /** The same, as a browser that was let in. */
  askInside(line: string, headers?: readonly string[], body?: string): Promise<Answer>;
  /** Sends a code, or a whole link. */
  launch(code: string, headers?: readonly string[]): Promise<Answer>;
}

/** Starts a front on any port and lets a first browser in, unless the test does that itself. */
export async function startTestFront(
  handler: Handler = (_request, response) => response.end('handled'),
  parts: Partial<FrontParts> = {},
): Promise<TestFront> {
  const started = await startFront({
    port: 0,
    handler,
    version: '1.2.3',
    report: () => undefined,
    manyLinks: true,
    ...parts,
  });
  if (!started.ok) throw new Error(started.message);
  const { front } = started;
  const { host } = new URL(front.links().named);
  const ask: TestFront['ask'] = (line, headers = [], body = '') => {
    const all = headers.some((text) => /^host:/i.test(text)) ? headers : [`Host: ${host}`, ...headers];
    return exchange(
      front.port,
      `${line} HTTP/1.1\r\n${all.join('\r\n')}\r\nConnection: close\r\n\r\n${body}`,
    );
  };
  const launch: TestFront['launch'] = (code, headers = []) => {
    const body = JSON.stringify({ code });
    const own =
      headers
        .find((text) => /^host:/i.test(text))
        ?.slice(5)
        .trim() ?? host;
    const lines = [
      `Origin: http://${own}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ];
    return ask('POST /api/session', [...lines, ...headers], body);
  };
  const welcome = await launch(front.links().named);
  const cookie = cookieOf(welcome);
  const { token } = JSON.parse(welcome.body);
  const askWithCookie: TestFront['ask'] = (line, headers = [], body = '') =>
    ask(line, [`Cookie: ${cookie}`, ...headers], body);
  const askInside: TestFront['ask'] = (line, headers = [], body = '') =>
    askWithCookie(line, [`x-lockstep-token: ${token}`, ...headers], body);
  const plainHost = new URL(front.links().plain).host;
  return { ...front, host, plainHost, cookie, token, ask, askWithCookie, askInside, launch };
}

/** The cookie that an answer sets, as a browser sends it back; '' if it sets none. */
export function cookieOf(answer: Answer): string {
  return (answer.header('set-cookie') ?? '').split(';')[0] ?? '';
}

/** Sends bytes and reads until the other side closes the connection; status 0 if there was no answer. */
export function exchange(port: number, bytes: string, address = '127.0.0.1'): Promise<Answer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, address, () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(parse(Buffer.concat(chunks).toString())));
  });
}

function parse(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return {
    status: Number(statusLine.split(' ')[1] ?? 0),
    headers,
    header: (name) => headers.find(([each]) => each === name)?.[1],
    body: rest.join('\r\n\r\n'),
  };
}
