import { beforeEach, expect, it } from 'vitest';
import { newAskingQueue, type Urgency } from '#lib/engine/directory/asking-queue';

let busy: string | null;
let queue: ReturnType<typeof newAskingQueue>;
/** The events, in order. */
let told: string[];

beforeEach(() => {
  busy = null;
  told = [];
  queue = newAskingQueue(() => busy);
});

/** Adds a job that asks until it is told to end, or its signal is aborted. */
function add(name: string, urgency: Urgency = 'asked') {
  let end = () => {};
  const place = queue.add({
    urgency,
    async work(signal) {
      told.push(`${name} asks`);
      await new Promise<void>((resolve) => {
        end = resolve;
        signal.addEventListener('abort', () => resolve());
      });
      told.push(signal.aborted ? `${name} leaves` : `${name} ends`);
    },
  });
  return { ...place, end: () => end() };
}

/** Lets everything happen that does not wait for the test. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

it('asks one thing at a time, in the order in which the admin asked for it', async () => {
  const one = add('one');
  const two = add('two');
  expect([one.waitsFor(), two.waitsFor()]).toEqual([null, 'turn']);
  one.end();
  await one.over;
  expect([two.waitsFor(), queue.has('asked')]).toEqual([null, true]);
  two.end();
  await two.over;
  expect(told).toEqual(['one asks', 'one ends', 'two asks', 'two ends']);
  expect(queue.has('asked')).toBe(false);
});

it('has what is read ahead make way for what the admin asked for, and go on afterwards', async () => {
  const ahead = add('ahead', 'ahead');
  const asked = add('asked');
  await settle();
  expect([ahead.waitsFor(), asked.waitsFor()]).toEqual(['turn', null]);
  asked.end();
  await asked.over;
  await settle();
  ahead.end();
  await ahead.over;
  expect(told).toEqual([
    'ahead asks',
    'ahead leaves',
    'asked asks',
    'asked ends',
    'ahead asks',
    'ahead ends',
  ]);
});

it('does first what guards need, and has every job make way for it', async () => {
  const asked = add('asked');
  let answer = () => {};
  const first = queue.first(async () => {
    told.push('first');
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
  });
  await settle();
  expect(asked.waitsFor()).toBe('turn');
  answer();
  await first;
  expect(asked.waitsFor()).toBeNull();
  expect(told).toEqual(['asked asks', 'first', 'asked leaves', 'asked asks']);
});

it('rests while a run is under way, and goes on when it is not', async () => {
  const ahead = add('ahead', 'ahead');
  queue.rest();
  busy = 'Run 1 is under way.';
  await settle();
  const asked = add('asked');
  expect([ahead.waitsFor(), asked.waitsFor(), queue.has('ahead')]).toEqual(['run', 'run', true]);
  queue.goOn();
  await settle();
  expect(told).toEqual(['ahead asks', 'ahead leaves']);
  busy = null;
  queue.goOn();
  await settle();
  expect([ahead.waitsFor(), asked.waitsFor()]).toEqual(['turn', null]);
});

it('ends a job that is stopped, whether it asks, waits or makes way', async () => {
  const [one, two, three] = [add('one'), add('two'), add('three', 'ahead')];
  two.stop();
  await two.over;
  queue.rest();
  one.stop();
  await one.over;
  await settle();
  three.stop();
  await three.over;
  expect(told).toEqual(['one asks', 'one leaves', 'three asks', 'three leaves']);
});

it('is cleared once nothing is being asked', async () => {
  const [one, two] = [add('one'), add('two', 'ahead')];
  const first = queue.first(
    (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  );
  await queue.clear();
  await Promise.all([one.over, two.over, first]);
  expect([told.at(-1), queue.has('asked'), queue.has('ahead')]).toEqual(['one leaves', false, false]);
});

it('goes on after a work that failed, and hands the failure on', async () => {
  const failing = queue.add({ urgency: 'asked', work: () => Promise.reject(new Error('no disk')) });
  const next = add('next');
  await expect(failing.over).rejects.toThrow('no disk');
  expect(next.waitsFor()).toBeNull();
});
