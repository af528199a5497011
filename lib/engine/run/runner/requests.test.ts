import { expect, it } from 'vitest';
import type { Answer } from '#lib/domain/outcome/answer';
import { newLimiter } from '#lib/engine/limiter/limiter';
import { Requests } from '#lib/engine/run/runner/requests';
import { newSignal } from '#lib/engine/run/runner/signal';
import { newWork } from '#lib/engine/run/runner/work';
import { accepted, faultAnswer } from '#test/samples/run';

/** The requests of a run with at most eight calls in flight, on a clock that the test moves. */
function sampleRequests() {
  const moment = { now: 0 };
  const clock = {
    monotonic: () => moment.now,
    soon: (work: () => void) => work(),
    alarm: () => () => {},
  };
  const work = newWork(clock);
  const limiter = newLimiter({ clock, random: () => 0 });
  const news = newSignal();
  const requests = new Requests({ most: 8, act: 'deactivate', limiter, clock, work, news });
  /** Reads an account and calls, this number of times, one after the other. */
  const send = async (times: number, answer: Answer<unknown> = accepted) => {
    for (let time = 0; time < times; time += 1) {
      await requests.timed('profile', async () => accepted);
      await requests.timed('disable', async () => answer);
    }
  };
  return { requests, work, moment, send, news };
}

it('begins with one call, and finds out how many are welcome', async () => {
  const { requests, moment, send } = sampleRequests();
  expect(requests.concurrency()).toBe(1);
  await send(100);
  expect(requests.concurrency()).toBe(8);
  expect(requests.users(0)).toBe(16);
  moment.now = 1;
  await send(1, faultAnswer('rate-limited', { owner: 'organisation', status: 429 }));
  // One request finds out when calls are welcome again.
  expect(requests.concurrency()).toBe(1);
});

it('sends one request where the admin asks whether Atlassian still wants a wait, until that is answered', async () => {
  const { requests, work, send } = sampleRequests();
  await send(100);
  let answer = () => {};
  const before = requests.timed(
    'disable',
    () => new Promise<Answer<null>>((reply) => (answer = () => reply(accepted))),
  );
  expect(work.requests).toBe(1);
  await send(1, { ...accepted, quota: { remaining: 0, resetMs: 1_000, askedMs: 5_000 } });
  expect([requests.emptyUntil(0), requests.askedMs]).toEqual([1_000, 5_000]);
  requests.askNow();
  expect([requests.emptyUntil(0), requests.askedMs]).toEqual([0, undefined]);
  // A request that began before the question cannot answer it.
  answer();
  await before;
  expect([requests.concurrency(), requests.users(0)]).toEqual([1, 1]);
  await send(1);
  expect([requests.concurrency(), requests.users(0)]).toEqual([8, 16]);
});

it('sends nothing after a wait for the limit during which the run was paused', async () => {
  const { requests, work, news, send } = sampleRequests();
  await send(1, faultAnswer('rate-limited', { owner: 'organisation', status: 429, waitMs: 60_000 }));
  const run = { goesOn: true };
  const waiting = requests.timed(
    'disable',
    async () => accepted,
    () => run.goesOn,
  );
  news.notify();
  await Promise.resolve();
  expect(work).toMatchObject({ requests: 0, waits: 1 });
  run.goesOn = false;
  news.notify();
  expect(await waiting).toBeNull();
  expect(work.waits).toBe(0);
});

it('says when the last answer came', async () => {
  const { requests, work, moment } = sampleRequests();
  await requests.timed('profile', async () => {
    expect(work.requests).toBe(1);
    moment.now = 700;
    return accepted;
  });
  expect(work).toMatchObject({ requests: 0, lastStep: 700 });
});

it('waits for nothing that is allowed already, though the clock goes on while it is asked', () => {
  let now = 0;
  const clock = {
    monotonic: () => {
      now += 0.001;
      return now;
    },
    soon: (work: () => void) => work(),
    alarm: () => () => {},
  };
  const limiter = newLimiter({ clock, random: () => 0 });
  const work = newWork(clock);
  const requests = new Requests({ most: 8, act: 'deactivate', limiter, clock, work, news: newSignal() });
  expect(requests.emptyUntil(clock.monotonic())).toBe(0);
});

it('keeps another request back after Ask now until the first one is answered', async () => {
  const { requests, send, news } = sampleRequests();
  await send(100);
  requests.askNow();
  const sent: string[] = [];
  const answers: (() => void)[] = [];
  const begin = (name: string) =>
    requests.timed('profile', () => {
      sent.push(name);
      return new Promise<Answer<null>>((reply) => answers.push(() => reply(accepted)));
    });
  const both = [begin('first'), begin('second')];
  news.notify();
  await Promise.resolve();
  expect(sent).toEqual(['first']);
  answers[0]?.();
  await both[0];
  await Promise.resolve();
  expect(sent).toEqual(['first', 'second']);
  answers[1]?.();
  await both[1];
});
