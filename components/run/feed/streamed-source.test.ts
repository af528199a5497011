import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { streamedSource } from '#components/run/feed/streamed-source.ts';

/** The stream that the next request gets. */
let server: ReadableStreamDefaultController<Uint8Array>;
const fetched = vi.fn(async (_path: string, { signal }: RequestInit) => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      server = controller;
    },
  });
  signal?.addEventListener('abort', () => server.error(new DOMException('aborted', 'AbortError')));
  return new Response(body);
});
const send = (text: string) => server.enqueue(new TextEncoder().encode(text));

beforeEach(() => {
  fetched.mockClear();
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('localStorage', { getItem: () => 'the-token' });
});
afterEach(() => vi.unstubAllGlobals());

/** A source that records what it says. */
function heard() {
  const said: string[] = [];
  const source = streamedSource('/api/runs/x/events?after=7');
  source.onopen = () => said.push('open');
  source.onerror = () => said.push('error');
  source.onevent = ({ name, data }) => said.push(`${name} ${data}`);
  return { said, source };
}

it('is one request with the token, and reads each event once it is there', async () => {
  const { said } = heard();
  await vi.waitFor(() => expect(said).toEqual(['open']));
  const [path, init] = fetched.mock.lastCall ?? [];
  expect(path).toBe('/api/runs/x/events?after=7');
  expect(init?.headers).toMatchObject({ 'x-lockstep-token': 'the-token' });
  send('retry: 1000\n\nid: 8\ndata: {"seq":8');
  send('}\n\nevent: end\ndata: {}\n\n');
  await vi.waitFor(() => expect(said).toEqual(['open', 'message {"seq":8}', 'end {}']));
});

it('says once that it broke off, and nothing once it is closed', async () => {
  const broken = heard();
  await vi.waitFor(() => expect(broken.said).toEqual(['open']));
  server.close();
  await vi.waitFor(() => expect(broken.said).toEqual(['open', 'error']));
  const closed = heard();
  await vi.waitFor(() => expect(closed.said).toEqual(['open']));
  closed.source.close();
  await new Promise(setImmediate);
  expect(closed.said).toEqual(['open']);
});

it('breaks off if the server refuses, or nothing answers', async () => {
  fetched.mockResolvedValueOnce(new Response('{}', { status: 404 }));
  const refused = heard();
  await vi.waitFor(() => expect(refused.said).toEqual(['error']));
  fetched.mockRejectedValueOnce(new TypeError('nobody answers'));
  const silent = heard();
  await vi.waitFor(() => expect(silent.said).toEqual(['error']));
});
