import { expect, it } from 'vitest';
import { apply, newRun } from '#lib/domain/run';
import type { JournalEntry } from '#lib/domain/run-events';
import { defaultOptions } from '#lib/domain/run-options';
import { faultAnswer, samplePlan } from '#lib/domain/run-samples';
import { offline } from '#lib/engine/offline';
import { startRunner } from '#lib/engine/runner';

/** A run of one user on a clock that is moved by hand; `soon` can lose what it is told, so that the run stands still. */
function stalledRun(given: { loses: boolean; answers: boolean }) {
  let now = 0;
  const entries: JournalEntry[] = [];
  const state = newRun();
  apply(state, { seq: 1, at: 0, event: { type: 'started', total: 1, planDigest: 'ab' } });
  const person = { type: 'atlassian', status: 'active', name: null, email: null };
  const runner = startRunner({
    state,
    entries: samplePlan(1),
    message: null,
    options: defaultOptions,
    append: (events, at) => {
      const added = events.map((event, index) => ({ seq: entries.length + index + 2, at, event }));
      entries.push(...added);
      return { ok: true, entries: added };
    },
    reread: newRun,
    published: () => {},
    atlassian: {
      ...offline,
      disable: async () =>
        faultAnswer('rate-limited', { owner: 'organisation', status: 429, waitMs: 600_000 }),
      profile: (accountId) =>
        given.answers
          ? Promise.resolve({ ok: true, value: { accountId, ...person }, status: 200, tookMs: 1 })
          : new Promise(() => {}),
    },
    organisationId: null,
    mayCall: () => null,
    clock: {
      monotonic: () => now,
      wall: () => 0,
      moment: () => ({ boot: 'sample', ms: now }),
      sleep: () => new Promise(() => {}),
      soon: (work) => (given.loses ? undefined : process.nextTick(work)),
    },
    random: () => 0.5,
  });
  const pass = async (ms: number) => {
    await new Promise((resolve) => setImmediate(resolve));
    now += ms;
  };
  return { runner, pass };
}

it('knows how long it has stood still for no reason', async () => {
  const { runner, pass } = stalledRun({ loses: true, answers: true });
  await pass(59_000);
  expect(runner.stillMs).toBe(59_000);
  await pass(31_000);
  expect(runner.stillMs).toBe(90_000);
  // What the admin says is a step, and a pause is a reason.
  runner.command('pause');
  await pass(90_000);
  expect(runner.stillMs).toBe(0);
});

it('has a reason while an answer is awaited', async () => {
  const { runner, pass } = stalledRun({ loses: false, answers: false });
  await pass(90_000);
  expect(runner.stillMs).toBe(0);
});

it('has a reason while it waits for a time that it knows', async () => {
  const { runner, pass } = stalledRun({ loses: false, answers: true });
  await pass(0);
  expect(runner.state.hold).not.toBeNull();
  await pass(90_000);
  expect(runner.stillMs).toBe(0);
});
