import { expect, it } from 'vitest';
import { waitReason } from '#components/run/wait-reason.ts';
import type { Fault } from '#lib/domain/outcome/answer';
import type { RunEvent } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun } from '#lib/domain/run/state';

function after(...events: RunEvent[]) {
  return events.reduce((state, event, at) => apply(state, { seq: at + 1, at: 1_000 + at, event }), newRun());
}

const began: RunEvent = { type: 'started', total: 3, planDigest: 'a'.repeat(64) };

const throttled: Fault = {
  ...{ code: 'rate-limited', owner: 'atlassian', effect: 'none', repeatable: true, status: 429 },
  ...{ waitMs: null, message: 'Atlassian asks to slow down.', hint: '', detail: null },
};
const deferred = (fault: Fault): RunEvent => ({
  ...{ type: 'deferred', position: 0, attempt: 1, waitMs: 9_000, tookMs: 1 },
  fault,
});

it('a restore waits for an active account, and a deactivation for an inactive one', () => {
  const state = after(began);
  const checking = { ...state, canary: { ...state.canary, state: 'checking' as const } };
  expect(waitReason(checking, 'Ada').why).toBe('Ada is not inactive yet');
  expect(waitReason({ ...checking, act: 'restore' }, 'Ada')).toEqual({
    why: 'Ada is not active yet',
    next: 'the account is read again',
  });
});

it('Atlassian’s own wait is named as such', () => {
  const asked = after(began, { type: 'calls-used-up', waitMs: 9_000 });
  expect(waitReason(asked, 'Ada').why).toBe('Waiting as Atlassian asked');
  const refused: Fault = { ...throttled, waitMs: 9_000 };
  // A limit that Lockstep found by refusals: no answer named this time.
  const reckoned = after(began, { type: 'calls-used-up', waitMs: 9_000, reckoned: true });
  expect(waitReason(reckoned, 'Ada').why).toBe('Keeping to Atlassian’s rate limit');
  expect(waitReason(after(began, deferred(refused)), 'Ada').why).toBe('Waiting as Atlassian asked');
  expect(waitReason(after(began), 'Ada').why).toBe('Waiting before the same user is tried again');
});

it('a 429 that named no time is not said to have asked for one', () => {
  const unnamed = after(began, deferred(throttled));
  expect(waitReason(unnamed, 'Ada').why).toBe('Atlassian answered 429 without a time');
  const longer = after(began, deferred(throttled), { type: 'calls-used-up', waitMs: 20_000 });
  expect(waitReason(longer, 'Ada').why).toBe('Atlassian answered 429 without a time');
});
