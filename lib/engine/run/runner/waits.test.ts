import { expect, it } from 'vitest';
import type { RunEvent } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun } from '#lib/domain/run/state';
import { Waits } from '#lib/engine/run/runner/waits';
import { faultAnswer } from '#test/samples/run';

const timedOut = faultAnswer('timed-out');
if (timedOut.ok) throw new Error('A fault has no success.');
const { fault } = timedOut;

/** The waits of a run that is taken up at 1,000 ms after these events. */
function sampleWaits(events: readonly RunEvent[] = []) {
  const state = newRun();
  const moment = { now: 1_000 };
  const empty = { until: 0, askedMs: undefined as number | undefined, isReckoned: false };
  const hear = (event: RunEvent) => apply(state, { seq: state.seq + 1, at: 0, event });
  for (const event of [{ type: 'started', total: 9, planDigest: 'ab' } as const, ...events]) hear(event);
  const waits = new Waits({
    state,
    gapMs: 250,
    clock: { monotonic: () => moment.now, moment: () => ({ boot: 'b', ms: moment.now }) },
    requests: {
      emptyUntil: () => empty.until,
      get askedMs() {
        return empty.askedMs;
      },
      get isReckoned() {
        return empty.isReckoned;
      },
    },
  });
  /** Applies an event of this process. */
  const note = (event: RunEvent) => {
    hear(event);
    waits.note(event);
  };
  /** Whether the run is held. That no call is left holds up nobody who has permission to call. */
  const isHeld = () => moment.now < waits.heldUntil;
  return { waits, moment, empty, note, isHeld };
}

const usedUp = (waitMs: number): RunEvent => ({
  type: 'calls-used-up',
  waitMs,
  since: { boot: 'b', ms: 1_000 },
});

it('waits on where the process before it was, and until Atlassian has calls left', () => {
  const { waits, moment, empty, isHeld } = sampleWaits([usedUp(5_000)]);
  expect([isHeld(), waits.until]).toEqual([true, 6_000]);
  moment.now = 6_000;
  expect(isHeld()).toBe(false);
  empty.until = 9_000;
  expect([isHeld(), waits.until]).toEqual([false, 9_000]);
});

it('keeps the longer of two waits, and ends both when the admin asks Atlassian now', () => {
  const { waits, note, isHeld } = sampleWaits();
  note(usedUp(5_000));
  note(usedUp(3_000));
  expect(waits.until).toBe(6_000);
  note({ type: 'resumed', asksNow: true });
  expect([isHeld(), waits.until]).toEqual([false, 0]);
});

it('keeps the gap between two calls, which holds nothing else up', () => {
  const { waits, moment, isHeld } = sampleWaits();
  waits.callBegins();
  expect([isHeld(), waits.until]).toEqual([false, 1_250]);
  moment.now = 2_000;
  waits.callBegins();
  expect(waits.until).toBe(2_250);
});

it('keeps the gap from the moment when a call is sent, which may be later than its user began', () => {
  const { waits, moment } = sampleWaits();
  waits.callBegins();
  moment.now = 1_200;
  waits.callIsSent();
  expect([waits.nextCallAt, waits.until]).toEqual([1_450, 1_450]);
});

/** A call without an answer, and a reading that did not settle it. */
const doubted = (position: number): RunEvent[] => [
  { type: 'intended', position, attempt: 1, before: 'active' },
  { type: 'doubted', position, attempt: 1, fault, tookMs: 1 },
  readBack(position, 100),
];

const readBack = (position: number, waitMs: number): RunEvent => ({
  type: 'read-back',
  position,
  reading: 'active',
  message: '',
  hint: '',
  waitMs,
  since: { boot: 'b', ms: 0 },
  tookMs: 1,
});

it('pauses between two readings of one account, anew where another process read it', () => {
  const { waits, note, isHeld } = sampleWaits([...doubted(0), ...doubted(1)]);
  const first = waits.nextReading;
  expect(first).toBeGreaterThan(1_000);
  expect([...waits.pausing(first - 1)]).toEqual([0, 1]);
  note(readBack(1, 60_000));
  expect([...waits.pausing(first)]).toEqual([1]);
  expect([waits.nextReading, isHeld()]).toEqual([61_000, false]);
});

it('says that no call is left where that makes the run wait for three seconds more', () => {
  const { waits, empty, note } = sampleWaits();
  empty.until = 3_999;
  expect(waits.callsUsedUp(1_000)).toBeNull();
  empty.until = 4_000;
  expect(waits.callsUsedUp(1_000)).toEqual({ type: 'calls-used-up', waitMs: 3_000 });
  empty.askedMs = 7_200_000;
  expect(waits.callsUsedUp(1_000)).toMatchObject({ askedMs: 7_200_000 });
  empty.askedMs = undefined;
  empty.isReckoned = true;
  expect(waits.callsUsedUp(1_000)).toEqual({ type: 'calls-used-up', waitMs: 3_000, reckoned: true });
  // The run already waits as long.
  note(usedUp(3_000));
  expect(waits.callsUsedUp(1_000)).toBeNull();
});
