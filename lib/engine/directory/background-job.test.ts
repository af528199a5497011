import { expect, it } from 'vitest';
import { newAskingQueue } from '#lib/engine/directory/asking-queue';
import { newBackgroundJobs } from '#lib/engine/directory/background-job';

interface Progress {
  done: number;
  total: number | null;
}

function jobs(busy: () => string | null = () => null) {
  return newBackgroundJobs<Progress>({
    queue: newAskingQueue(busy),
    busy,
    busyHint: 'Wait for the run.',
    againHint: 'Ask again.',
  });
}

/** A work that ends when it is told to. */
function work() {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { carryOut: () => over, end };
}

const start: Progress = { done: 0, total: null };

it('says how far the job about a subject is, and nothing of any other', async () => {
  const all = jobs();
  const { carryOut, end } = work();
  const job = all.begin('one', start, ({ report }) => {
    report({ done: 3 });
    report({ total: 9 });
    return carryOut();
  });
  expect(all.of('one')?.progress).toEqual({ done: 3, total: 9, waitsFor: null });
  expect(all.of('two')).toBeNull();
  all.begin('two', start, work().carryOut);
  expect(all.of('two')?.progress).toEqual({ ...start, waitsFor: 'turn' });
  end();
  await job.over;
  expect(all.of('one')).toBeNull();
  expect(all.of('two')?.progress.waitsFor).toBeNull();
});

it('begins none during a run', () => {
  let why: string | null = null;
  const all = jobs(() => why);
  expect(all.mayBegin()).toEqual({ ok: true, value: undefined });
  why = 'Run 1 is under way.';
  expect(all.mayBegin()).toMatchObject({ error: { message: why, hint: 'Wait for the run.' } });
});

it('stops the job about a subject, and no other', () => {
  const all = jobs();
  const signals: AbortSignal[] = [];
  all.begin('one', start, ({ signal }) => {
    signals.push(signal);
    return work().carryOut();
  });
  all.stop('two');
  expect(signals[0]?.aborted).toBe(false);
  all.stop('one');
  expect(signals[0]?.aborted).toBe(true);
});

it('is free again after a work that failed, and says why it ended, until the next', async () => {
  const all = jobs();
  await all.begin('one', start, () => Promise.reject(new Error('no disk'))).over;
  expect(all.of('one')).toBeNull();
  expect(all.failure('one')).toEqual({
    code: 'storage',
    message: 'Lockstep could not keep what it found: Error: no disk',
    hint: 'Ask again.',
  });
  expect(all.failure('two')).toBeNull();
  const refused = { code: 'key-invalid' as const, message: 'Refused.', hint: 'Check the key.' };
  const { over } = all.begin('one', start, async ({ fail }) => fail(refused));
  await over;
  expect(all.failure('one')).toEqual(refused);
  const { carryOut, end } = work();
  const last = all.begin('one', start, carryOut);
  expect(all.failure('one')).toBeNull();
  end();
  await last.over;
  expect(all.failure('one')).toBeNull();
});
