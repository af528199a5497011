import { expect, it } from 'vitest';
import { newBackgroundJobs } from '#lib/engine/directory/background-job';

interface Progress {
  done: number;
  total: number | null;
}

function jobs(busy: () => string | null = () => null) {
  return newBackgroundJobs<Progress>({ busy, busyHint: 'Wait for the run.', taken: 'Another one is asked.' });
}

/** A work that ends when it is told to. */
function work() {
  const { promise, resolve, reject } = withResolvers();
  return { carryOut: () => promise, end: resolve, fail: reject };
}

function withResolvers() {
  let resolve = () => {};
  let reject = (_: Error) => {};
  const promise = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
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
  expect([all.of('one')?.progress, all.of('two'), all.isBusy()]).toEqual([{ done: 3, total: 9 }, null, true]);
  end();
  await job.over;
  expect([all.of('one'), all.isBusy()]).toEqual([null, false]);
});

it('begins one job at a time, and none during a run', async () => {
  let why: string | null = null;
  const all = jobs(() => why);
  expect(all.mayBegin()).toEqual({ ok: true, value: undefined });
  const { carryOut, end } = work();
  const { over } = all.begin('one', start, carryOut);
  expect(all.mayBegin()).toMatchObject({ error: { message: 'Another one is asked.' } });
  why = 'Run 1 is under way.';
  expect(all.mayBegin()).toMatchObject({ error: { message: why, hint: 'Wait for the run.' } });
  end();
  await over;
  expect(all.mayBegin().ok).toBe(false);
  why = null;
  expect(all.mayBegin().ok).toBe(true);
});

it('stops the job about a subject, or whichever there is', () => {
  const all = jobs();
  const stopped: AbortSignal[] = [];
  all.begin('one', start, ({ signal }) => {
    stopped.push(signal);
    return work().carryOut();
  });
  all.stop('two');
  expect(stopped[0]?.aborted).toBe(false);
  all.stop('one');
  expect(stopped[0]?.aborted).toBe(true);
  const others = jobs();
  others.stop();
  others.begin('two', start, ({ signal }) => {
    stopped.push(signal);
    return work().carryOut();
  });
  others.stop();
  expect(stopped[1]?.aborted).toBe(true);
});

it('closes once the work has ended', async () => {
  const all = jobs();
  const { carryOut, end } = work();
  all.begin('one', start, async ({ signal }) => {
    signal.addEventListener('abort', end);
    await carryOut();
  });
  await all.close();
  expect(all.isBusy()).toBe(false);
  await all.close();
});

it('is free again after a work that failed, and hands the failure on', async () => {
  const all = jobs();
  const { carryOut, fail } = work();
  const { over } = all.begin('one', start, carryOut);
  fail(new Error('no disk'));
  await expect(over).rejects.toThrow('no disk');
  expect(all.isBusy()).toBe(false);
});
