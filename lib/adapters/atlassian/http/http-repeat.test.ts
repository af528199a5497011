import { Agent, type Dispatcher } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { answersTogether } from '#lib/adapters/atlassian/http/answers-together';
import { exchange, type HttpRequest } from '#lib/adapters/atlassian/http/http-exchange';
import { closeAll, serverOf } from '#test/atlassian/client';
import { until } from '#test/until';

afterEach(closeAll);

test('a request that undici sends again by itself is cut off before a byte of the repeat', async () => {
  let answerFirst = () => {};
  const server = await serverOf((request, response) => {
    if (request.url === '/first') answerFirst = () => response.writeHead(204, { connection: 'close' }).end();
    else if (request.connection > 1) response.writeHead(204).end();
  });
  // The product does not pipeline. Pipelining is how a test makes undici repeat a request.
  const dispatcher: Dispatcher = new Agent({ pipelining: 2, connections: 1 });
  const request = (path: string): HttpRequest => ({
    method: 'GET',
    origin: server.url,
    path,
    headers: {},
    body: null,
    beforeFirstByte: () => true,
    totalMs: 600_000,
    signal: undefined,
    afterwards: answersTogether(),
  });
  const exchanges = ['/first', '/second'].map((path) => exchange(dispatcher, request(path)));
  await until(() => server.received.length === 2);
  // This answer ends the connection during the second request, which undici then queues again.
  answerFirst();
  expect(await Promise.all(exchanges)).toMatchObject([
    { kind: 'answered', status: 204 },
    { kind: 'unanswered', sent: true, cut: 'UND_ERR_REPEATED' },
  ]);
  expect(server.received.filter(({ connection }) => connection > 1)).toEqual([]);
  await dispatcher.close();
});
