import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ticketedSource } from '#components/run/feed/ticketed-source.ts';

class Stream {
  static opened: Stream[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  listeners: [string, () => void][] = [];
  constructor(readonly address: string) {
    Stream.opened.push(this);
  }
  addEventListener(type: string, listener: () => void) {
    this.listeners.push([type, listener]);
  }
  close() {
    this.readyState = 2;
  }
}

const fetched = vi.fn(async (_path: string, _init: RequestInit) => Response.json({ ticket: 'once' }));

beforeEach(() => {
  Stream.opened = [];
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('localStorage', { getItem: () => 'the-token' });
});
afterEach(() => vi.unstubAllGlobals());

async function opened(): Promise<Stream> {
  await vi.waitFor(() => expect(Stream.opened).toHaveLength(1));
  const [stream] = Stream.opened;
  if (!stream) throw new Error('No stream was opened.');
  return stream;
}

it('is opened with a ticket for its address, which is fetched with the token', async () => {
  const source = ticketedSource('/api/runs/x/events?after=7');
  const seen: string[] = [];
  source.onmessage = ({ data }) => seen.push(data);
  for (const type of ['clock', 'end'] as const) source.addEventListener(type, () => seen.push(type));
  const stream = await opened();
  expect(stream.address).toBe('/api/runs/x/events?after=7&ticket=once');
  const [path, init] = fetched.mock.lastCall ?? [];
  expect([path, init?.body]).toEqual([
    '/api/session/tickets',
    JSON.stringify({ path: '/api/runs/x/events?after=7' }),
  ]);
  expect(init?.headers).toMatchObject({ 'x-lockstep-token': 'the-token' });
  stream.onmessage?.({ data: 'entry' });
  for (const [type, listener] of stream.listeners) if (type === 'end') listener();
  expect(seen).toEqual(['entry', 'end']);
});

it('is closed for good where it breaks off: its ticket is used up', async () => {
  const source = ticketedSource('/api/runs/x/events');
  const broken = vi.fn();
  source.onerror = broken;
  const stream = await opened();
  stream.onerror?.();
  stream.onerror?.();
  expect([source.readyState, stream.readyState, broken.mock.calls.length]).toEqual([2, 2, 1]);
});

it('breaks off where there is no ticket to be had, and opens nothing once it is closed', async () => {
  fetched.mockRejectedValueOnce(new TypeError('nobody answers'));
  const source = ticketedSource('/api/runs/x/events');
  const broken = vi.fn();
  source.onerror = broken;
  await vi.waitFor(() => expect(broken).toHaveBeenCalledTimes(1));
  expect(source.readyState).toBe(2);
  ticketedSource('/api/runs/x/events').close();
  await new Promise(setImmediate);
  expect(Stream.opened).toEqual([]);
});
