import { expect, it } from 'vitest';
import type { Answer } from '#lib/domain/outcome/answer';
import { offline } from '#lib/engine/connection/offline';
import { askPermissions, askTokens, type Questions } from '#lib/engine/directory/questions';
import { limitedClient } from '#lib/engine/limiter/limited-client';
import { newLimiter } from '#lib/engine/limiter/limiter';
import { fastClock } from '#test/fast-clock';
import { LimitedServer } from '#test/rate/limited-server';
import { VirtualClock } from '#test/rate/virtual-clock';
import { faultAnswer } from '#test/samples/run';

const ids = Array.from({ length: 20 }, (_, index) => String(index));
const full = { message: 'The disk is full.', hint: 'Free some space.' };

/** Questions that are all answered, of which `kept` answers can be kept. */
function questions(kept: number): Questions & { asked: string[] } {
  const asked: string[] = [];
  const answer = <T>(id: string, value: T) => {
    asked.push(id);
    return Promise.resolve({ ok: true as const, value, status: 200, tookMs: 1, requestId: null });
  };
  return {
    atlassian: {
      ...offline,
      permissions: (id) => answer(id, { enablement: { allowed: true, reason: null } }),
      apiTokens: (id) => answer(id, []),
    },
    store: { save: () => (asked.length > kept ? full : null) },
    progress: () => undefined,
    signal: new AbortController().signal,
    clock: fastClock(),
    random: () => 0,
    waiting: () => undefined,
    asked,
  };
}

it.each([
  ['permissions', askPermissions],
  ['tokens', askTokens],
])('%s: ends with the reason where an answer cannot be kept', async (_, ask) => {
  const none = questions(0);
  expect(await ask(none, ['a', 'b', 'c'])).toMatchObject({ state: 'unknown', ...full });
  expect(none.asked).toEqual(['a']);
  const some = questions(1);
  expect(await ask(some, ids)).toMatchObject({ state: 'partly', ...full });
  // Those after the first were under way at once. Nothing is asked after them.
  expect(some.asked.length).toBeLessThan(ids.length / 2);
});

/** A fault, as an answer to any question. */
function unanswered(...fault: Parameters<typeof faultAnswer>): Answer<never> {
  return faultAnswer(...fault) as Answer<never>;
}

const allowed = {
  ok: true as const,
  status: 200,
  tookMs: 1,
  value: { enablement: { allowed: true, reason: null } },
};

/** Questions whose answers come when `answer` is called with the account ID. */
function openQuestions() {
  const open = new Map<string, () => void>();
  const stop = new AbortController();
  const kept: string[] = [];
  const progress: number[] = [];
  const one = questions(100);
  const parts: Questions = {
    ...one,
    signal: stop.signal,
    progress: (done) => progress.push(done),
    atlassian: {
      ...offline,
      permissions: (id, signal) =>
        new Promise((resolve) => {
          const abort = () => resolve(unanswered('connection-lost'));
          signal?.addEventListener('abort', abort);
          open.set(id, () => {
            signal?.removeEventListener('abort', abort);
            resolve(allowed);
          });
        }),
    },
    store: {
      save(readings) {
        kept.push(...readings.map(({ accountId }) => accountId));
        return null;
      },
    },
  };
  const answer = async (...which: string[]) => {
    for (const id of which) open.get(id)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { parts, open, stop, kept, progress, answer };
}

it('asks one question first, then eight at once, and keeps each answer as it comes', async () => {
  const { parts, open, kept, progress, answer } = openQuestions();
  const asking = askPermissions(parts, ids);
  expect(open.size).toBe(1);
  await answer('0');
  expect(open.size).toBe(9);
  await answer('8', '3');
  expect(kept).toEqual(['0', '8', '3']);
  expect([open.size, progress.at(-1)]).toEqual([11, 3]);
  for (let round = 0; round < ids.length; round += 1) await answer(...ids);
  expect(await asking).toMatchObject({ state: 'known' });
  expect([...kept].sort()).toEqual([...ids].sort());
});

it('ends at once when it is stopped; what was answered is kept', async () => {
  const { parts, open, stop, kept, answer } = openQuestions();
  const asking = askPermissions(parts, ids);
  await answer('0');
  await answer('1', '2');
  stop.abort();
  expect(await asking).toMatchObject({ state: 'partly', message: 'It was stopped before the end.' });
  expect(kept).toEqual(['0', '1', '2']);
  expect(open.size).toBe(11);
});

it('asks nothing after a refusal that concerns all, but keeps the answers that were under way', async () => {
  const { parts, open, kept, answer } = openQuestions();
  let refuse = () => {};
  const refused = unanswered('key-invalid', { owner: 'key', status: 401 });
  const { permissions } = parts.atlassian;
  parts.atlassian.permissions = (id, signal) =>
    id === '4' ? new Promise((resolve) => (refuse = () => resolve(refused))) : permissions(id, signal);
  const asking = askPermissions(parts, ids);
  await answer('0');
  refuse();
  await answer('1');
  const asked = open.size;
  await answer(...ids);
  expect(await asking).toMatchObject({ state: 'partly' });
  expect(open.size).toBe(asked);
  expect(kept).toContain('7');
});

it('says that it waits until none of the questions waits', async () => {
  const waits: (number | null)[] = [];
  const clock = new VirtualClock();
  let refusals = 3;
  const refused = unanswered('rate-limited', {
    owner: 'organisation',
    status: 429,
    repeatable: true,
    waitMs: 1_000,
  });
  const { parts } = openQuestions();
  const asking = askPermissions(
    {
      ...parts,
      clock,
      waiting: (until) => waits.push(until),
      atlassian: {
        ...offline,
        permissions: async (id) => {
          await clock.sleep(100, parts.signal);
          if (id !== '0' && refusals > 0) {
            refusals -= 1;
            return refused;
          }
          return allowed;
        },
      },
    },
    ids,
  );
  expect(await clock.pass(asking)).toMatchObject({ state: 'known' });
  expect(waits.filter((until) => until === null)).toHaveLength(1);
  expect(waits.at(-1)).toBeNull();
});

it('asks for 20,000 permissions at 10 a second and 150 ms in 35 minutes', async () => {
  const count = 1_000;
  const clock = new VirtualClock();
  const server = new LimitedServer(clock, { limit: 10, windowMs: 1_000, headers: 'iso', latencyMs: 150 });
  const client = { ...offline, permissions: () => server.call('manage', allowed.value) };
  const atlassian = limitedClient(client, newLimiter({ clock, random: () => 0 }), 'background');
  const accounts = Array.from({ length: count }, (_, index) => String(index));
  const part = await clock.pass(
    askPermissions({ ...questions(count), store: { save: () => null }, clock, atlassian }, accounts),
  );
  expect(part).toMatchObject({ state: 'known' });
  expect((clock.monotonic() * 20_000) / count).toBeLessThanOrEqual(35 * 60_000);
  expect(server.refused).toBe(0);
});
