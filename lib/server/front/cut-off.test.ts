import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { exchange, startTestFront, type TestFront } from '#test/front';

/** Longer than any test, so that no test passes because of this timeout. */
const forEver = 2_000_000_000;

let front: TestFront;
afterEach(async () => front.close());

/** The head of a request with a body of one megabyte, and the body's first byte. */
function begun(line: string, more: readonly string[] = []): string {
  const lines = [`Host: ${front.host}`, `Origin: http://${front.host}`, 'Content-Type: application/json'];
  return `${line} HTTP/1.1\r\n${[...lines, ...more, 'Content-Length: 1000000'].join('\r\n')}\r\n\r\n{`;
}

describe('a body that never comes', () => {
  it('keeps no connection open without a session', async () => {
    front = await startTestFront(undefined, { timeoutMs: 1 });
    const answer = await exchange(front.port, begun('POST /api/rosters'));
    expect([answer.status, answer.header('connection')]).toEqual([401, 'keep-alive']);
  });

  it('keeps none open where it should bring the launch code or a path', async () => {
    front = await startTestFront(undefined, { timeoutMs: 1 });
    const inside = [`Cookie: ${front.cookie}`, `x-lockstep-token: ${front.token}`];
    const bare = await exchange(front.port, begun('POST /api/session'));
    const ticket = await exchange(front.port, begun('POST /api/session/tickets', inside));
    expect([bare.status, ticket.status]).toEqual([408, 408]);
    expect(JSON.parse(bare.body).error.code).toBe('too-slow');
  });

  it('is waited for where a session asks for more than the front answers', async () => {
    front = await startTestFront(
      async (request, response) => {
        for await (const _ of request);
        response.end('read');
      },
      { timeoutMs: 1 },
    );
    const body = 'x'.repeat(1_000_000);
    const answer = await front.askInside(
      'POST /api/rosters',
      [`Origin: http://${front.host}`, 'Content-Type: text/csv', `Content-Length: ${body.length}`],
      body,
    );
    expect(answer.body).toBe('read');
  });
});

it('a body that goes on after the answer is read no further than a megabyte', async () => {
  front = await startTestFront(undefined, { timeoutMs: forEver });
  const megabyte = Buffer.alloc(1_000_000, 'x');
  const heard = await new Promise<string>((resolve) => {
    let answer = '';
    const socket = connect(front.port, '127.0.0.1', () => socket.write(begun('POST /api/rosters')));
    const goOn = (problem?: Error | null) => {
      if (!problem) socket.write(megabyte, goOn);
    };
    socket.on('data', (chunk) => {
      if (answer === '') goOn();
      answer += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
  expect(heard).toContain('HTTP/1.1 401');
});

it('a request that is there as a whole keeps its connection', async () => {
  front = await startTestFront(undefined, { timeoutMs: 1 });
  const small = `POST /api/rosters HTTP/1.1\r\nHost: ${front.host}\r\nContent-Length: 2\r\n`;
  const answer = await exchange(front.port, `${small}\r\n{}${small}Connection: close\r\n\r\n{}`);
  expect(answer.body.match(/HTTP\/1\.1 401/g)).toHaveLength(1);
});

it('too many cookies get a page that says what to do', async () => {
  front = await startTestFront();
  const answer = await front.ask('GET /', [`Cookie: ${'other=program; '.repeat(2_000)}`]);
  expect([answer.status, answer.header('content-type')]).toEqual([431, 'text/html; charset=utf-8']);
  expect(answer.body).toContain('Delete the cookies of localhost');
  expect(answer.header('content-security-policy')).toContain("default-src 'none'");
});
