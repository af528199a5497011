import { describe, expect, it } from 'vitest';
import { defaultOptions } from '#lib/domain/plan/run-options';
import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun } from '#lib/domain/run/state';
import { offline } from '#lib/engine/connection/offline';
import { noDirectory } from '#lib/engine/directory/directory';
import { newLimiter } from '#lib/engine/limiter/limiter';
import type { Clock } from '#lib/engine/ports';
import { startRunner } from '#lib/engine/run/runner/runner';
import { faultAnswer, samplePlan } from '#test/samples/run';

/** A run of one user on a clock that the test moves. `loses` makes `soon` drop its work, so that the run stalls. */
function stalledRun(given: { loses: boolean; answers: boolean }) {
  let now = 0;
  const entries: JournalEntry[] = [];
  const state = newRun();
  apply(state, { seq: 1, at: 0, event: { type: 'started', total: 1, planDigest: 'ab' } });
  const person = { type: 'atlassian', status: 'active', name: null, email: null };
  const clock = {
    monotonic: () => now,
    wall: () => 0,
    moment: () => ({ boot: 'sample', ms: now }),
    sleep: () => new Promise<void>(() => {}),
    alarm: () => () => {},
    soon: (work: () => void) => void (given.loses ? undefined : process.nextTick(work)),
  };
  const runner = startRunner({
    state,
    entries: samplePlan(1),
    limiter: newLimiter({ clock, random: () => 0.5 }),
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
    store: noDirectory,
    organisationId: null,
    lastEnd: Number.NEGATIVE_INFINITY,
    mayCall: () => null,
    deactivatedElsewhere: () => null,
    addresses: () => new Map(),
    wasTouched: () => false,
    learnt: () => undefined,
    clock,
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
  // A command counts as a step, and a pause is a known reason.
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

/** A run of two users after these events, on a clock that the test moves. Atlassian answers only when told to. */
function heldRun(events: readonly RunEvent[]) {
  let now = 0;
  const written: RunEvent[] = [];
  const sleepers = new Set<{ until: number; wake: () => void }>();
  const state = newRun();
  const started = { type: 'started', total: 2, planDigest: 'ab', counted: true } as const;
  for (const [index, event] of [started, ...events].entries()) {
    apply(state, { seq: index + 1, at: 0, event });
  }
  const begun = state.seq;
  const plan = samplePlan(2);
  const reads: number[] = [];
  const timedOut = faultAnswer('timed-out');
  if (timedOut.ok) throw new Error('a fault');
  const answers: (() => void)[] = [];
  const clock: Clock = {
    monotonic: () => now,
    wall: () => 0,
    moment: () => ({ boot: 'sample', ms: now }),
    sleep: (ms, signal) =>
      new Promise((wake) => {
        sleepers.add({ until: now + ms, wake });
        signal.addEventListener('abort', () => wake());
      }),
    alarm(ms, wake) {
      const sleeper = { until: now + ms, wake };
      sleepers.add(sleeper);
      return () => sleepers.delete(sleeper);
    },
    soon: (work) => process.nextTick(work),
  };
  const runner = startRunner({
    state,
    entries: plan,
    limiter: newLimiter({ clock, random: () => 0.5 }),
    message: null,
    options: defaultOptions,
    append: (more, at) => {
      const seq = begun + written.length + 1;
      written.push(...more);
      return { ok: true, entries: more.map((event, index) => ({ seq: seq + index, at, event })) };
    },
    reread: newRun,
    published: () => {},
    atlassian: {
      ...offline,
      countActive: (_organisation, signal) =>
        new Promise((resolve) => {
          signal?.addEventListener('abort', () => resolve({ ok: true, value: 1, status: 200, tookMs: 1 }));
        }),
      profile: (accountId, signal) => {
        reads.push(plan.findIndex((entry) => entry.accountId === accountId));
        const value = { accountId, type: 'atlassian', status: 'active', name: null, email: null };
        return new Promise((resolve) => {
          signal?.addEventListener('abort', () => resolve(timedOut));
          answers.push(() => resolve({ ok: true, value, status: 200, tookMs: 1 }));
        });
      },
    },
    store: noDirectory,
    organisationId: 'org',
    lastEnd: Number.NEGATIVE_INFINITY,
    mayCall: () => null,
    deactivatedElsewhere: () => null,
    addresses: () => new Map(),
    wasTouched: () => false,
    learnt: () => undefined,
    clock,
    random: () => 0.5,
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    runner,
    written,
    reads,
    /** Moves the clock forward, after all work that is due by now. */
    async pass(ms: number) {
      await settle();
      now += ms;
      for (const sleeper of sleepers) if (sleeper.until <= now) sleeper.wake();
      await settle();
    },
    /** Answers the oldest unanswered reading. */
    async answer() {
      await settle();
      answers.shift()?.();
      await settle();
    },
  };
}

const deactivated = (position: number): RunEvent[] => [
  { type: 'intended', position, attempt: 1, before: 'active' },
  {
    type: 'settled',
    position,
    outcome: 'deactivated',
    attempt: 1,
    status: 204,
    code: null,
    message: '',
    hint: '',
    detail: null,
    tookMs: 1,
  },
];
const counted = (when: 'before' | 'end', active: number): RunEvent => ({
  type: 'counted',
  when,
  active,
  message: '',
});

it('waits ten seconds for the number of active accounts, not less and not more', async () => {
  const { runner, written, pass } = heldRun([]);
  await pass(9_999);
  expect(written).toEqual([]);
  await pass(1);
  expect(written[0]).toMatchObject({ type: 'counted', when: 'before', active: null });
  expect(runner.state.status).toBe('running');
});

describe('reading users again at the end', () => {
  const contradicted = [
    counted('before', 10),
    ...deactivated(0),
    { type: 'canary-passed', position: 0, message: '', tookMs: 1 } as RunEvent,
    ...deactivated(1),
    counted('end', 10),
  ];

  it('takes half a minute at most, and says of nobody read by then that they were', async () => {
    const { reads, written, pass } = heldRun(contradicted);
    await pass(29_999);
    expect(written).toEqual([]);
    await pass(1);
    expect(reads).toEqual([0]);
    const unreadable = [0, 1].map((position) => ({ position, reading: 'unreadable' }));
    expect(written[0]).toEqual({ type: 'rechecked', readings: unreadable });
  });

  it('goes on to nobody else once the run is paused', async () => {
    const { runner, reads, written, pass, answer } = heldRun(contradicted);
    await pass(0);
    expect(reads).toEqual([0]);
    runner.command('pause');
    await answer();
    expect(reads).toEqual([0]);
    expect(written.map(({ type }) => type)).toEqual(['paused']);
  });

  it('begins anew, and not where it was, once the run is stopped', async () => {
    const { runner, reads, written, pass, answer } = heldRun(contradicted);
    await pass(0);
    runner.command('stop');
    for (let step = 0; step < 3; step += 1) await answer();
    expect(reads).toEqual([0, 0, 1]);
    expect(written.map(({ type }) => type)).toEqual(['stop-requested', 'rechecked', 'ended']);
  });
});
