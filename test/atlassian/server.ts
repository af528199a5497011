/** For tests: a real server on the loopback interface that gives prepared answers and records its requests. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';

interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** The number of the connection, from 1. Equal numbers mean that it was kept alive. */
  connection: number;
}

interface TestServer {
  url: string;
  received: Received[];
  /** The number of connections there were. */
  connections: () => number;
  close: () => Promise<void>;
}

/** Answers every request with `answer`, after reading its body. */
export async function startServer(
  answer: (request: Received, response: ServerResponse, socket: Socket) => void,
): Promise<TestServer> {
  const received: Received[] = [];
  const numbers = new WeakMap<Socket, number>();
  let connections = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one: Received = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
      connection: numbers.get(request.socket) ?? 0,
    };
    received.push(one);
    answer(one, response, request.socket);
  });
  server.on('connection', (socket: Socket) => {
    connections += 1;
    numbers.set(socket, connections);
  });
  const url = await listen(server);
  return {
    url,
    received,
    connections: () => connections,
    close: () => closing(server, () => server.closeAllConnections()),
  };
}

/** Passes every raw connection to `handle`. */
export async function startTcpServer(handle: (socket: Socket) => void): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    handle(socket);
  });
  const url = await listen(server);
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return { url, received: [], connections: () => connections, close: () => closing(server, destroyAll) };
}

/** An address at which nothing listens: no system gives this port to a program that asks for a free one. */
export const unusedUrl = 'http://127.0.0.1:1';

/** Sends JSON. */
export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function closing(server: { close: (done: () => void) => unknown }, cut: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    cut();
  });
}
