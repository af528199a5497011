import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { ada, clientOf, closeAll, serverOf, tcpServerOf } from '#test/atlassian/client';
import { unusedUrl } from '#test/atlassian/server';
import { until } from '#test/until';

afterEach(closeAll);

/** Longer than any step takes on a slow machine. Each test shortens the timeout that it is about. */
const long = { connectMs: 60_000, headersMs: 60_000, bodyMs: 60_000, totalMs: 60_000 };
const shortConnect = { timeouts: { ...long, connectMs: 300 } };
const lost = {
  ok: false,
  fault: { code: 'connection-lost', owner: 'network', effect: 'unknown', repeatable: true },
};
const unreachable = {
  ok: false,
  fault: { code: 'unreachable', owner: 'network', effect: 'none', repeatable: true },
};

describe('before anything is sent', () => {
  test('a refused connection is unreachable', async () => {
    const answer = await clientOf(unusedUrl).disable(ada, null);
    expect(answer).toMatchObject(unreachable);
  });

  test('a server without TLS under an https address is unreachable, and gets no byte of the request', async () => {
    const received: Buffer[] = [];
    const server = await tcpServerOf((socket) => {
      socket.on('data', (chunk) => received.push(chunk));
      socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    const answer = await clientOf(server.url.replace('http:', 'https:')).disable(ada, null);
    expect(answer).toMatchObject({
      ok: false,
      fault: { code: 'unreachable', effect: 'none', hint: expect.stringMatching(/proxy/) },
    });
    expect(Buffer.concat(received).toString('latin1')).not.toContain('POST');
  });

  test('a TLS handshake that never ends is unreachable once the time to connect is over', async () => {
    const server = await tcpServerOf(() => {});
    const answer = await clientOf(server.url.replace('http:', 'https:'), shortConnect).disable(ada, null);
    expect(answer).toMatchObject(unreachable);
  });

  test('a call whose signal is aborted already sends nothing', async () => {
    const server = await serverOf((_, response) => response.end());
    const answer = await clientOf(server.url).disable(ada, null, AbortSignal.abort());
    expect(answer).toMatchObject({ ok: false, fault: { code: 'unreachable', owner: 'us', effect: 'none' } });
    expect(server.connections()).toBe(0);
  });

  test('a call cancelled while connecting sends nothing', async () => {
    const cancel = new AbortController();
    const server = await tcpServerOf(() => cancel.abort());
    const answer = await clientOf(server.url.replace('http:', 'https:')).disable(ada, null, cancel.signal);
    expect(answer).toMatchObject({ ok: false, fault: { code: 'unreachable', owner: 'us', effect: 'none' } });
  });

  test('a user who becomes protected while the connection is made is not called', async () => {
    const server = await serverOf((_, response) => response.end());
    let asked = 0;
    const mayWrite = () => (++asked === 1 ? null : 'Ada Example is protected.');
    const answer = await clientOf(server.url, { mayWrite }).disable(ada, null);
    expect(answer).toMatchObject({ ok: false, fault: { code: 'unsendable', effect: 'none' } });
    expect(asked).toBe(2);
    expect(server.received).toEqual([]);
  });

  test('a closed client answers with a fault', async () => {
    const server = await serverOf((_, response) => response.end());
    const client = clientOf(server.url);
    await client.close();
    expect(await client.disable(ada, null)).toMatchObject(unreachable);
  });
});

describe('once a request was sent', () => {
  test('a connection closed without an answer leaves a write in doubt, and undici does not send it again', async () => {
    const server = await serverOf((_request, _response, socket) => socket.destroy());
    expect(await clientOf(server.url).disable(ada, null)).toMatchObject(lost);
    expect(server.received).toHaveLength(1);
  });

  test('a reset leaves a write in doubt, and a read without effect', async () => {
    const server = await serverOf((_request, _response, socket) => socket.resetAndDestroy());
    const client = clientOf(server.url);
    expect(await client.disable(ada, null)).toMatchObject(lost);
    expect(await client.profile(ada)).toMatchObject({
      ok: false,
      fault: { code: 'connection-lost', effect: 'none' },
    });
    expect(server.received).toHaveLength(2);
  });

  test('a kept-alive connection that dies under the second write leaves it in doubt, sent once', async () => {
    const server = await serverOf((request, response, socket) => {
      if (request.method === 'GET') response.writeHead(404).end();
      else socket.resetAndDestroy();
    });
    const client = clientOf(server.url);
    await client.profile(ada);
    expect(await client.disable(ada, null)).toMatchObject(lost);
    expect(server.received.map((one) => [one.method, one.connection])).toEqual([
      ['GET', 1],
      ['POST', 1],
    ]);
  });

  test('connections are kept alive, and one that the server closed is replaced', async () => {
    const server = await serverOf((request, response) => {
      const last = request.url.endsWith('/enable');
      response.writeHead(204, last ? { connection: 'close' } : {}).end();
    });
    const client = clientOf(server.url);
    expect(await client.disable(ada, null)).toMatchObject({ ok: true });
    expect(await client.enable(ada)).toMatchObject({ ok: true });
    expect(await client.disable(ada, null)).toMatchObject({ ok: true });
    expect(server.received.map((one) => one.connection)).toEqual([1, 1, 2]);
  });

  test('a server that closes every idle connection gets each write at most once, and none that is said to be unsent', async () => {
    const server = await serverOf((_request, response, socket) => {
      response.writeHead(204).end(() => socket.end());
    });
    const client = clientOf(server.url);
    for (let round = 0; round < 20; round += 1) {
      const before = server.received.length;
      const answer = await client.disable(ada, null);
      const arrived = server.received.length - before;
      if (answer.ok) expect(arrived).toBe(1);
      else if (answer.fault.effect === 'none') expect(arrived).toBe(0);
      else expect(arrived).toBeLessThanOrEqual(1);
    }
  });

  test('no answer in time leaves a write in doubt', async () => {
    const server = await serverOf(() => {});
    const timeouts = { ...long, headersMs: 1_000 };
    const answer = await clientOf(server.url, { timeouts }).disable(ada, null);
    expect(answer).toMatchObject({
      ok: false,
      fault: { code: 'timed-out', effect: 'unknown', repeatable: true },
    });
    await until(() => server.received.length > 0);
    expect(server.received).toHaveLength(1);
  });

  test('a body that stops coming ends a read in time', async () => {
    const server = await serverOf((_, response) => response.writeHead(200).write('{"account"'));
    const timeouts = { ...long, bodyMs: 300 };
    const answer = await clientOf(server.url, { timeouts }).profile(ada);
    expect(answer).toMatchObject({ ok: false, fault: { code: 'timed-out', effect: 'none', status: 200 } });
  });

  test('a body that trickles in for ever ends a read in time', async () => {
    const server = await serverOf((_, response, socket) => {
      const drip = setInterval(() => response.write(' '), 20);
      socket.on('close', () => clearInterval(drip));
    });
    const timeouts = { ...long, totalMs: 1_000 };
    const answer = await clientOf(server.url, { timeouts }).profile(ada);
    expect(answer).toMatchObject({ ok: false, fault: { code: 'timed-out', effect: 'none' } });
  });

  test('a call cancelled after it was sent leaves a write in doubt', async () => {
    const cancel = new AbortController();
    const server = await serverOf(() => cancel.abort());
    const answer = await clientOf(server.url).disable(ada, null, cancel.signal);
    expect(answer).toMatchObject({
      ok: false,
      fault: { code: 'connection-lost', owner: 'us', effect: 'unknown' },
    });
  });

  test('a truncated body of a read is a lost connection', async () => {
    const server = await serverOf((_, response, socket) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"account"', () => socket.destroy());
    });
    const answer = await clientOf(server.url).profile(ada);
    expect(answer).toMatchObject({
      ok: false,
      fault: { code: 'connection-lost', effect: 'none', status: 200 },
    });
  });

  test('a truncated body of a successful write is a success', async () => {
    const server = await serverOf((_, response, socket) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"mess', () => socket.destroy());
    });
    expect(await clientOf(server.url).disable(ada, null)).toMatchObject({ ok: true, status: 200 });
  });

  test('what is no HTTP answer leaves a write in doubt', async () => {
    const server = await tcpServerOf((socket) => {
      socket.on('data', () => socket.end('220 mail.example.com ESMTP\r\n'));
    });
    const answer = await clientOf(server.url).disable(ada, null);
    expect(answer).toMatchObject({ ok: false, fault: { code: 'unreadable', effect: 'unknown' } });
  });

  test('informational answers are passed over', async () => {
    const server = await tcpServerOf((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n');
      });
    });
    expect(await clientOf(server.url).disable(ada, null)).toMatchObject({ ok: true, status: 204 });
  });
});

describe('limits', () => {
  test('a redirect is not followed, and the key goes nowhere else', async () => {
    const other = await serverOf((_, response) => response.end());
    const server = await serverOf((_, response) =>
      response.writeHead(307, { location: `${other.url}/steal` }).end(),
    );
    const answer = await clientOf(server.url).disable(ada, null);
    expect(answer).toMatchObject({
      ok: false,
      fault: { code: 'redirected', effect: 'unknown', repeatable: false },
    });
    expect(other.connections()).toBe(0);
  });

  test('more than 10 MB of a successful answer are not read', async () => {
    const server = await serverOf((_, response) =>
      response.writeHead(200).end(Buffer.alloc(11 * 1024 * 1024, ' ')),
    );
    const answer = await clientOf(server.url).profile(ada);
    expect(answer).toMatchObject({
      ok: false,
      fault: { code: 'unreadable', effect: 'none', repeatable: false },
    });
  });

  test('of a refusal, the first 256 KB are enough', async () => {
    const server = await serverOf((_, response, socket) => {
      const more = () => {
        while (!socket.destroyed && response.write('x'.repeat(65_536)));
      };
      response.writeHead(404, { 'content-type': 'text/plain' }).on('drain', more);
      more();
    });
    const answer = await clientOf(server.url).disable(ada, null);
    expect(answer).toMatchObject({ ok: false, fault: { code: 'not-found', effect: 'none' } });
  });
});

describe('through a proxy', () => {
  const far = 'https://api.atlassian.invalid';

  test('a proxy that refuses the tunnel makes the API unreachable, and never sees the key', async () => {
    let seen = '';
    const proxy = await tcpServerOf((socket) => {
      socket.on('data', (chunk) => {
        seen += chunk.toString('latin1');
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      });
    });
    const answer = await clientOf(far, { environment: { HTTPS_PROXY: proxy.url } }).disable(ada, null);
    expect(answer).toMatchObject({
      ok: false,
      fault: { code: 'unreachable', effect: 'none', hint: expect.stringMatching(/HTTPS_PROXY/) },
    });
    expect(seen).toMatch(/^CONNECT api\.atlassian\.invalid:443 HTTP/);
    expect(seen).not.toMatch(/ATCTT|authorization: bearer/i);
  });

  test('a proxy that hangs up makes the API unreachable, without connecting for ever', async () => {
    const proxy = await tcpServerOf((socket) => socket.destroy());
    const answer = await clientOf(far, { environment: { HTTPS_PROXY: proxy.url } }).disable(ada, null);
    expect(answer).toMatchObject(unreachable);
    expect(proxy.connections()).toBeLessThan(5);
  });

  test('a proxy that hangs up once the tunnel is open makes the API unreachable', async () => {
    const proxy = await tcpServerOf(async (socket) => {
      await once(socket, 'data');
      socket.end('HTTP/1.1 200 Connection established\r\n\r\n');
    });
    const answer = await clientOf(far, { environment: { HTTPS_PROXY: proxy.url }, ...shortConnect }).disable(
      ada,
      null,
    );
    expect(answer).toMatchObject({ ok: false, fault: { code: 'unreachable', effect: 'none' } });
  });

  test('a proxy that never answers makes the API unreachable once the time to connect is over', async () => {
    const proxy = await tcpServerOf(() => {});
    const answer = await clientOf(far, { environment: { HTTPS_PROXY: proxy.url }, ...shortConnect }).disable(
      ada,
      null,
    );
    expect(answer).toMatchObject({ ok: false, fault: { code: 'unreachable', effect: 'none' } });
  });

  test('an HTTPS_PROXY that is no address is not gone round', async () => {
    const answer = await clientOf(far, { environment: { HTTPS_PROXY: 'http://' } }).disable(ada, null);
    expect(answer).toMatchObject({
      ok: false,
      fault: { code: 'unreachable', message: expect.stringMatching(/HTTPS_PROXY does not hold/) },
    });
  });

  test.each(['http://CORP\\jdoe:secret@proxy.example.com:8080', '"http://127.0.0.1:4149"'])(
    'the variable in a fault is named, without its value: %s',
    async (value) => {
      const answer = await clientOf(far, { environment: { https_proxy: value } }).disable(ada, null);
      if (answer.ok) throw new Error('reached');
      expect(answer.fault).toMatchObject({ code: 'unreachable', effect: 'none' });
      expect(answer.fault.message).toContain('https_proxy does not hold the address of a proxy');
      expect(JSON.stringify(answer)).not.toMatch(/secret|CORP|4149/);
    },
  );

  test('a proxy where nothing listens is named, without the password in its address', async () => {
    const proxy = unusedUrl.replace('//', '//jdoe:secret@');
    const answer = await clientOf(far, { environment: { HTTPS_PROXY: proxy } }).disable(ada, null);
    if (answer.ok) throw new Error('reached');
    expect(answer.fault).toMatchObject({ code: 'unreachable', effect: 'none', repeatable: true });
    expect(answer.fault.message).toBe(
      'api.atlassian.invalid could not be reached: the proxy 127.0.0.1:1 (HTTPS_PROXY) refused the connection (ECONNREFUSED).',
    );
    expect(JSON.stringify(answer)).not.toMatch(/secret|jdoe/);
  });
});
