import { expect, it } from 'vitest';
import type { Answer } from '#lib/domain/outcome/answer';
import { offline } from '#lib/engine/connection/offline';
import { newLimiter } from '#lib/engine/limiter/limiter';
import { newLimiters } from '#lib/engine/limiter/limiters';
import { VirtualClock } from '#test/rate/virtual-clock';
import { accepted, faultAnswer } from '#test/samples/run';

const never = new AbortController().signal;
const turnedAway = faultAnswer('rate-limited', { owner: 'organisation', status: 429, waitMs: 5_000 });

/** A limiter in virtual time. Each request takes 100 ms, and is noted with the time at which it was sent. */
function sampleLimiter() {
  const clock = new VirtualClock();
  const limiter = newLimiter({ clock, random: () => 0 });
  const sent: [string, number][] = [];
  const send =
    (name: string, answer: Answer<null> = accepted) =>
    async () => {
      sent.push([name, clock.monotonic()]);
      await clock.sleep(100, never);
      return answer;
    };
  return { clock, limiter, sent, send };
}

it('sends at once, then one after the other, then more at a time', async () => {
  const { clock, limiter, sent, send } = sampleLimiter();
  const ask = (name: string) => limiter.ask({ kind: 'a', priority: 'background' }, send(name));
  await clock.pass(Promise.all(['1', '2', '3', '4', '5'].map(ask)));
  expect(sent).toEqual([
    ['1', 0],
    ['2', 100],
    ['3', 100],
    ['4', 100],
    ['5', 200],
  ]);
});

it('lets a run go before an admin, and an admin before the background', async () => {
  const { clock, limiter, sent, send } = sampleLimiter();
  const ask = (priority: 'run' | 'admin' | 'background') =>
    limiter.ask({ kind: 'a', priority }, send(priority));
  await clock.pass(Promise.all((['background', 'background', 'admin', 'run', 'admin'] as const).map(ask)));
  expect(sent.map(([name]) => name)).toEqual(['background', 'run', 'admin', 'admin', 'background']);
});

it('waits as long as a 429 asks, in this kind of requests only', async () => {
  const { clock, limiter, sent, send } = sampleLimiter();
  await clock.pass(limiter.ask({ kind: 'list', priority: 'background' }, send('list', turnedAway)));
  const again = limiter.ask({ kind: 'list', priority: 'background' }, send('again'));
  await clock.pass(Promise.all([again, limiter.ask({ kind: 'call', priority: 'run' }, send('call'))]));
  expect(sent).toEqual([
    ['list', 0],
    ['call', 100],
    ['again', 5_100],
  ]);
});

it('waits no longer once the signal is aborted', async () => {
  const { clock, limiter, sent, send } = sampleLimiter();
  const stop = new AbortController();
  await clock.pass(limiter.ask({ kind: 'a', priority: 'admin' }, send('1', turnedAway)));
  const waiting = limiter.ask({ kind: 'a', priority: 'admin', signal: stop.signal }, send('aborted'));
  const permission = limiter.permission({ kind: 'a', priority: 'admin', signal: stop.signal });
  stop.abort();
  expect(await clock.pass(waiting)).toBe(accepted);
  expect(await permission).toBeNull();
  expect(sent.at(-1)).toEqual(['aborted', 100]);
});

it('passes a permission on that is given back, also where the request could not be made', async () => {
  const { clock, limiter, sent, send } = sampleLimiter();
  const slot = await limiter.permission({ kind: 'a', priority: 'run' });
  const next = limiter.ask({ kind: 'a', priority: 'run' }, send('next'));
  slot?.giveBack();
  await clock.pass(next);
  const broken = () => Promise.reject(new Error('a bug'));
  await expect(limiter.ask({ kind: 'a', priority: 'run' }, broken)).rejects.toThrow('a bug');
  expect(await (await limiter.permission({ kind: 'a', priority: 'run' }))?.send(async () => null)).toBeNull();
  await clock.pass(limiter.ask({ kind: 'a', priority: 'run' }, send('last')));
  expect(sent.map(([name]) => name)).toEqual(['next', 'last']);
});

it.each([
  [
    'at once',
    () => {
      throw new Error('a bug');
    },
  ],
  ['later', () => Promise.reject(new Error('a bug'))],
])('lets the next request go where one ahead of it fails %s', async (_, fails) => {
  const { clock, limiter, sent, send } = sampleLimiter();
  const wanted = { kind: 'a', priority: 'run' } as const;
  const first = limiter.ask(wanted, fails);
  const next = limiter.ask(wanted, send('next'));
  await expect(first).rejects.toThrow('a bug');
  await clock.pass(next);
  expect(sent).toEqual([['next', 0]]);
});

it('keeps a place in the queue before those that came later', async () => {
  const { clock, limiter, sent, send } = sampleLimiter();
  const first = limiter.ask({ kind: 'a', priority: 'run' }, send('first', turnedAway));
  const woken: number[] = [];
  const place = limiter.join({ kind: 'a', priority: 'run' }, () => woken.push(clock.monotonic()));
  const later = limiter.ask({ kind: 'a', priority: 'background' }, send('later'));
  expect([place.at(), place.take()]).toEqual([Number.POSITIVE_INFINITY, null]);
  await clock.pass(first);
  expect([place.at(), place.take()]).toEqual([5_100, null]);
  await clock.pass(clock.sleep(5_500, never));
  expect(woken[0]).toBe(5_100);
  const call = place.take()?.send(send('call'));
  await clock.pass(Promise.all([call, later]));
  expect(sent.map(([name]) => name)).toEqual(['first', 'call', 'later']);
  expect(place.take()).toBeNull();
});

it('is the same for everything that asks with one client', () => {
  const limiters = newLimiters({ clock: new VirtualClock(), random: () => 0 });
  const other = { ...offline };
  expect(limiters.of(offline)).toBe(limiters.of(offline));
  expect(limiters.of(other)).not.toBe(limiters.of(offline));
});
