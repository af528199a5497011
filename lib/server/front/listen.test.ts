import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { startFront } from '#lib/server/front/front';
import { listenOnLoopback } from '#lib/server/front/listen';
import { exchange, startTestFront } from '#test/front';

const hasSix = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);

function occupy(host: string, port: number): Promise<{ port: number; free(): Promise<unknown> }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port }, () => {
      const address = server.address();
      const taken = address !== null && typeof address === 'object' ? address.port : 0;
      resolve({ port: taken, free: () => new Promise((done) => server.close(done)) });
    });
  });
}

const parts = { handler: () => undefined, version: '1', report: () => undefined };

describe('the front listens', () => {
  it('on the loopback interface only', async () => {
    const front = await startTestFront();
    const outside = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const strangers = outside.filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of strangers) {
      expect((await exchange(front.port, 'GET / HTTP/1.0\r\n\r\n', address)).status).toBe(0);
    }
    expect((await exchange(front.port, 'GET / HTTP/1.0\r\n\r\n')).status).toBe(400);
    await front.close();
  });

  it('on ::1 too, on the same port', async ({ skip }) => {
    skip(!hasSix, 'this computer has no ::1');
    const front = await startTestFront();
    const bytes = `GET / HTTP/1.1\r\nHost: ${front.host}\r\nConnection: close\r\n\r\n`;
    expect((await exchange(front.port, bytes, '::1')).status).toBe(401);
    await front.close();
  });

  it.each(['127.0.0.1', ...(hasSix ? ['::1'] : [])])(
    'on a later port when another has it on %s',
    async (host) => {
      const other = await occupy(host, 0);
      const started = await startFront({ ...parts, port: other.port });
      if (!started.ok) throw new Error(started.message);
      expect(started.front.port).toBeGreaterThan(other.port);
      await started.front.close();
      await other.free();
    },
  );

  it('not at all, with an explanation, when there is no port left', async () => {
    const last = await occupy('127.0.0.1', 65_535);
    const started = await startFront({ ...parts, port: 65_535 });
    expect(started).toEqual({
      ok: false,
      message: expect.stringContaining('65535'),
      hint: expect.any(String),
    });
    await last.free();
  });
});

describe('a port that the system does not give away', () => {
  /** A server for which listening ends with EACCES where `isReserved` says so, as Windows answers. */
  function serverWith(isReserved: (host: string, port: number) => boolean): Server {
    const server = createHttpServer();
    const listen = server.listen.bind(server);
    return Object.assign(server, {
      listen(options: { host: string; port: number }, listening: () => void) {
        if (!isReserved(options.host, options.port)) return listen(options, listening);
        setImmediate(() => server.emit('error', Object.assign(new Error('reserved'), { code: 'EACCES' })));
        return server;
      },
    });
  }

  async function portAfter(isReserved: (host: string, port: number) => boolean, first: number) {
    const listening = await listenOnLoopback(first, () => serverWith(isReserved));
    if (!listening.ok) throw new Error(listening.message);
    for (const server of listening.servers) await new Promise((done) => server.close(done));
    return listening.port;
  }

  it('is passed over, as are several reserved ranges in a row', async () => {
    const reserved = (_: string, port: number) => port < 41_250;
    expect(await portAfter(reserved, 41_000)).toBeGreaterThanOrEqual(41_250);
  });

  it('is passed over on ::1 too: another program may have it there', async ({ skip }) => {
    skip(!hasSix, 'this computer has no ::1');
    const reserved = (host: string, port: number) => host === '::1' && port < 41_303;
    expect(await portAfter(reserved, 41_300)).toBeGreaterThanOrEqual(41_303);
  });

  it('is named in the message if there is no other, without a hint to use what was used', async () => {
    const listening = await listenOnLoopback(3000, () => serverWith(() => true));
    expect(listening).toEqual({
      ok: false,
      message: expect.stringMatching(/from 3000 on.*reserved/),
      hint: 'Set PORT to a free port, or to 0 for any.',
    });
  });
});
