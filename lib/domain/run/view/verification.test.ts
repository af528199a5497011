import { describe, expect, it } from 'vitest';
import type { Act } from '#lib/domain/outcome/act';
import type { Outcome } from '#lib/domain/outcome/outcome';
import type { RunEvent } from '#lib/domain/run/events';
import { contradicted } from '#lib/domain/run/recheck';
import { apply } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';
import { verdictOf, verificationCounts, verifiedPositions } from '#lib/domain/run/verdict';
import { refutationText, verificationFacts } from '#lib/domain/run/verification-texts';
import { resultLine } from '#lib/domain/run/view/result';
import { shownCounts } from '#lib/domain/run/view/shown-outcome';
import { summaryOf } from '#lib/domain/run/view/summary';
import { verificationDue, verifyAgainAfterMs } from '#lib/domain/run/view/verification-due';

const ended: RunEvent = { type: 'ended', how: 'completed', code: null, message: '', hint: '' };
const begun: RunEvent = { type: 'verification-begun', cause: 'end' };
const over: RunEvent = { type: 'verification-ended', message: '', hint: '' };
const read = (active: number[], inactive: number[]): RunEvent => ({
  type: 'verified',
  source: 'profile',
  readAt: 7,
  active,
  inactive,
});

/** An ended run with these outcomes, each after one call, and these events after its end. */
function ran(outcomes: readonly Outcome[], after: readonly RunEvent[], act: Act = 'deactivate'): RunState {
  const events: RunEvent[] = [{ type: 'started', total: outcomes.length, planDigest: '', act }];
  const said = { status: 204, code: null, message: '', hint: '', detail: null, tookMs: 1 };
  outcomes.forEach((outcome, position) => {
    if (outcome !== 'already-inactive') {
      events.push({ type: 'intended', position, attempt: 1, before: 'active' });
    }
    const attempt = outcome === 'already-inactive' ? 0 : 1;
    events.push({ type: 'settled', position, outcome, attempt, ...said });
  });
  const state = newRun();
  for (const event of [...events, ended, ...after]) {
    apply(state, { seq: state.seq + 1, at: 1_000, event });
  }
  return state;
}

const line = (state: RunState) => resultLine(state.act, shownCounts(state, true), verificationFacts(state));

describe('verdicts', () => {
  it('follow the readings and never the outcomes', () => {
    const state = ran(
      ['deactivated', 'deactivated', 'refused', 'refused'],
      [begun, read([0, 2], [1, 3]), over],
    );
    expect([0, 1, 2, 3].map((position) => verdictOf(state, position))).toEqual([
      'unchanged',
      'verified',
      'unchanged',
      'verified',
    ]);
    expect([...state.users].map((user) => user?.outcome)).toEqual([
      'deactivated',
      'deactivated',
      'refused',
      'refused',
    ]);
    expect(contradicted(state)).toEqual([0]);
    expect(line(state)).toBe('2 of 4 deactivated · 1 verified · 1 still active · 2 refused');
  });

  it('tell who came back from who was never read inactive', () => {
    const state = ran(
      ['deactivated', 'deactivated', 'confirmed-inactive'],
      [begun, read([], [0]), over, begun, read([0, 1, 2], []), over],
    );
    expect([0, 1, 2].map((position) => verdictOf(state, position))).toEqual([
      'came-back',
      'unchanged',
      'came-back',
    ]);
    const later = ran(
      ['deactivated'],
      [begun, read([], [0]), begun, read([0], []), begun, read([0], []), over],
    );
    expect(verdictOf(later, 0)).toBe('came-back');
    expect(refutationText(later, 0).hint).toContain('identity provider');
  });

  it('count what could not be read as such, never as verified', () => {
    const unread: RunEvent = { type: 'unverified', positions: [1], message: 'No.' };
    const state = ran(['deactivated', 'deactivated'], [begun, read([], [0, 1]), over, begun, unread, over]);
    expect(verificationCounts(state).changed).toEqual({
      verified: 1,
      unchanged: 0,
      'came-back': 0,
      unread: 1,
      none: 0,
    });
    expect(line(state)).toBe('2 of 2 deactivated · 1 verified · 1 could not be read');
    expect(contradicted(state)).toEqual([]);
  });

  it('keep those of an earlier verification where a later one reads nobody', () => {
    const why: RunEvent = { type: 'verification-ended', message: 'The key may not.', hint: '' };
    expect(line(ran(['deactivated'], [begun, read([], [0]), over, begun, why]))).toBe(
      '1 of 1 deactivated · 1 verified',
    );
    expect(line(ran(['deactivated'], [begun, why]))).toBe('1 of 1 deactivated · not verified');
  });

  it('are the other way round for a restore', () => {
    const state = ran(['re-activated', 're-activated'], [begun, read([0], [1]), over], 'restore');
    expect(line(state)).toBe('2 of 2 re-activated · 1 verified · 1 still inactive');
  });
});

describe('a user in doubt', () => {
  it('is confirmed where verification reads inactive, and stays in doubt where not', () => {
    const state = ran(['in-doubt', 'in-doubt', 'failed'], [begun, read([1], [0, 2]), over]);
    expect([...state.users].map((user) => user?.outcome)).toEqual([
      'confirmed-inactive',
      'in-doubt',
      'failed',
    ]);
    expect(state.counts).toMatchObject({ 'confirmed-inactive': 1, 'in-doubt': 1, failed: 1 });
    expect(state.users.at(0)?.message).toContain('Read again after it');
  });
});

describe('who is read', () => {
  it('is who was called; nobody of a dry run', () => {
    expect(verifiedPositions(ran(['already-inactive', 'deactivated', 'refused'], []))).toEqual([1, 2]);
    expect(verifiedPositions(ran(['would-deactivate'], [], 'dry-run'))).toEqual([]);
  });
});

describe('the line before a verification ends', () => {
  it.each<[RunEvent[], string]>([
    [[], '1 of 1 deactivated · not verified'],
    [[begun], '1 of 1 deactivated · verification under way'],
  ])('%#', (after, expected) => expect(line(ran(['deactivated'], after))).toBe(expected));

  it('says nothing of it where nobody was changed', () => {
    expect(line(ran(['refused'], [begun, read([0], []), over]))).toBe('0 of 1 deactivated · 1 refused');
  });
});

describe('a verification is suggested', () => {
  const day = 1_000 + verifyAgainAfterMs;
  it.each<[string, RunEvent[], number, ReturnType<typeof verificationDue>]>([
    ['where there was none', [], 2_000, 'never'],
    ['where it was interrupted', [begun], 2_000, 'unfinished'],
    ['not on the first day after one', [begun, over], day - 1, null],
    ['a day later', [begun, over], day, 'day-later'],
    ['for a month', [begun, over], day * 40, null],
  ])('%s', (_, after, now, due) => {
    expect(verificationDue(summaryOf(ran(['deactivated'], after), true), now)).toBe(due);
  });

  it('not for a run that changed nobody', () => {
    expect(verificationDue(summaryOf(ran(['refused'], []), true), day)).toBeNull();
  });
});
