import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { exchange, startTestFront } from '#test/front';

describe('the front', () => {
  it('answers a fault of the handler without its inside, and reports it', async () => {
    const reported: unknown[] = [];
    const fails = async () => {
      throw new Error('secret inside');
    };
    const front = await startTestFront(fails, { report: (problem) => reported.push(problem) });
    const page = await front.askInside('GET /');
    const api = await front.askInside('GET /api/runs');
    expect([page.status, api.status]).toEqual([500, 500]);
    expect(page.body + api.body).not.toMatch(/secret|inside|at .*\.ts/);
    expect(JSON.parse(api.body).error.code).toBe('fault');
    expect(reported).toHaveLength(2);
    await front.close();
  });

  it('hangs up when a handler fails in the middle of its answer', async () => {
    const front = await startTestFront((_request, response) => {
      response.write('half');
      throw new Error('x');
    });
    const answer = await front.askInside('GET /');
    expect(answer.body).not.toContain('could not answer');
    expect(answer.body).not.toMatch(/0\r\n\r\n$/);
    await front.close();
  });

  it('hands on the body of an upload unchanged', async () => {
    const front = await startTestFront(async (request, response) => {
      let length = 0;
      for await (const chunk of request) length += chunk.length;
      response.end(String(length));
    });
    const body = 'User id,email\r\n'.repeat(200_000);
    const headers = [
      `Origin: http://${front.host}`,
      'Content-Type: text/csv',
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
    ];
    const answer = await front.askInside('POST /api/rosters', headers, body);
    expect(`${answer.status}${answer.body}`).toContain(String(body.length));
    await front.close();
  });

  it('ends open event streams when it closes, and takes no new connection', async () => {
    let opened = () => {};
    const open = new Promise<void>((resolve) => {
      opened = resolve;
    });
    const front = await startTestFront((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 1\n\n');
      opened();
    });
    const stream = front.askInside('GET /api/runs/1/events');
    await open;
    await front.close();
    expect((await stream).body).toContain('data: 1');
    expect((await exchange(front.port, 'GET / HTTP/1.0\r\n\r\n')).status).toBe(0);
  });

  it('lets an answer end that is under way when it closes', async () => {
    let finish = () => {};
    let begun = () => {};
    const begins = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const front = await startTestFront((_request, response) => {
      finish = () => response.end('to the end');
      begun();
    });
    const answer = front.askInside('GET /');
    await begins;
    const closed = front.close();
    finish();
    expect((await answer).body).toBe('to the end');
    await closed;
  });

  it('keeps a connection for the next request of the same browser', async () => {
    const front = await startTestFront();
    const request = `GET / HTTP/1.1\r\nHost: ${front.host}\r\nCookie: ${front.cookie}\r\n`;
    const answer = await exchange(front.port, `${request}\r\n${request}Connection: close\r\n\r\n`);
    expect(answer.body.match(/HTTP\/1\.1 200/g)).toHaveLength(1);
    await front.close();
  });

  it('survives a browser that leaves in the middle of a request', async () => {
    const front = await startTestFront();
    await new Promise((resolve) => {
      const socket = connect(front.port, '127.0.0.1', () => {
        socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
        socket.resetAndDestroy();
      });
      socket.on('error', () => undefined);
      socket.on('close', resolve);
    });
    expect((await front.askInside('GET /')).status).toBe(200);
    await front.close();
  });
});
