import { describe, expect, it } from 'vitest';
import { intentions } from '#lib/domain/reconcile/intended';
import { concernsOf } from '#lib/domain/run/concerns';
import type { RunEvent } from '#lib/domain/run/events';
import { contradicted } from '#lib/domain/run/recheck';
import type { RunState } from '#lib/domain/run/state';
import {
  everRefuted,
  isOthersDoing,
  type Verdict,
  verdictOf,
  verificationCounts,
  verifiedPositions,
} from '#lib/domain/run/verdict';
import { refutationText, verificationFacts } from '#lib/domain/run/verification-texts';
import { resultLine } from '#lib/domain/run/view/result';
import { shownCounts } from '#lib/domain/run/view/shown-outcome';
import { summaryOf } from '#lib/domain/run/view/summary';
import { verdictsOf } from '#lib/domain/run/view/verdicts';
import { verificationDue, verifyAgainAfterMs } from '#lib/domain/run/view/verification-due';
import { endedRun } from '#test/samples/ended-run';

const begun: RunEvent = { type: 'verification-begun', cause: 'end' };
const over: RunEvent = { type: 'verification-ended', message: '', hint: '' };
const read = (active: number[], inactive: number[]): RunEvent => ({
  type: 'verified',
  source: 'profile',
  readAt: 7,
  active,
  inactive,
});

const unreadable: RunEvent = { type: 'unverified', positions: [0], message: 'No.' };

const line = (state: RunState) => resultLine(state.act, shownCounts(state, true), verificationFacts(state));

describe('verdicts', () => {
  it('follow the readings and never the outcomes', () => {
    const state = endedRun(
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
    const state = endedRun(
      ['deactivated', 'deactivated', 'confirmed-inactive'],
      [begun, read([], [0]), over, begun, read([0, 1, 2], []), over],
    );
    expect([0, 1, 2].map((position) => verdictOf(state, position))).toEqual([
      'came-back',
      'unchanged',
      'came-back',
    ]);
    const later = endedRun(
      ['deactivated'],
      [begun, read([], [0]), begun, read([0], []), begun, read([0], []), over],
    );
    expect(verdictOf(later, 0)).toBe('came-back');
    expect(refutationText(later, 0).hint).toContain('identity provider');
  });

  it('conclude nothing from what an account reads after a later run had acted on it', () => {
    const later: RunEvent = {
      type: 'verified-later',
      ...{
        run: 9,
        source: 'profile',
        readAt: 8,
        active: [0, 1],
        inactive: [2, 3],
        unread: [4],
        message: 'No.',
      },
    };
    const state = endedRun(
      ['deactivated', 'deactivated', 'deactivated', 'in-doubt', 'refused'],
      [begun, read([2], [0]), over, begun, later, over],
    );
    expect([0, 1, 2, 3, 4].map((position) => verdictOf(state, position))).toEqual([
      'verified',
      'later-run',
      'unchanged',
      'later-run',
      'unread',
    ]);
    expect(state.counts['in-doubt']).toBe(1);
    expect(contradicted(state)).toEqual([2]);
    expect(line(state)).toContain('1 verified · 1 still active · 1 acted on by a later run');
  });

  it.each<[string, RunEvent[], boolean, boolean]>([
    ['always inactive', [read([], [0]), read([], [0])], false, false],
    ['active last', [read([], [0]), read([0], [])], true, false],
    ['active, then inactive', [read([0], []), read([], [0])], true, true],
    [
      'active, not read, then inactive',
      [read([0], []), { type: 'unverified', positions: [0], message: '' }, read([], [0]), read([], [0])],
      true,
      true,
    ],
    [
      'active, then not read',
      [read([0], []), { type: 'unverified', positions: [0], message: '' }],
      true,
      false,
    ],
  ])('remember that an account was read otherwise: %s', (_, readings, was, others) => {
    const state = endedRun(['deactivated'], [begun, ...readings, over]);
    expect(everRefuted(state)).toEqual(was ? [0] : []);
    expect(isOthersDoing(state, 0)).toBe(others);
  });

  it.each<[string, RunEvent[], Verdict, number[]]>([
    ['inactive, not read, then active', [read([], [0]), unreadable, read([0], [])], 'came-back', [0]],
    ['active, then not read', [read([0], []), unreadable], 'unchanged', [0]],
    ['inactive, active, then not read', [read([], [0]), read([0], []), unreadable], 'came-back', [0]],
    ['inactive, then not read', [read([], [0]), unreadable], 'unread', []],
    ['active, inactive, then not read', [read([0], []), read([], [0]), unreadable], 'unread', []],
  ])(
    'keep over a reading that failed what the ones before it showed: %s',
    (_, readings, verdict, against) => {
      const state = endedRun(['deactivated'], [begun, ...readings, over]);
      expect(verdictOf(state, 0)).toBe(verdict);
      expect(contradicted(state)).toEqual(against);
      expect([...concernsOf(state).keys()]).toEqual(against);
    },
  );

  it.each<[string, RunEvent[], string]>([
    ['inactive', [read([], [0])], 'm'],
    ['inactive, then not read', [read([], [0]), unreadable], 'm'],
    ['active, then inactive', [read([0], []), read([], [0])], 'f'],
    ['active, then inactive, then not read', [read([0], []), read([], [0]), unreadable], 'f'],
    ['active, then not read', [read([0], []), unreadable], 'S'],
    ['inactive, not read, then active', [read([], [0]), unreadable, read([0], [])], 'B'],
  ])('are stored by the whole sequence: %s', (_, readings, letter) => {
    expect(verdictsOf(endedRun(['deactivated'], [begun, ...readings, over]))).toBe(letter);
  });

  it.each<[string, RunEvent[], boolean]>([
    ['never read', [], false],
    ['inactive', [read([], [0])], true],
    ['inactive, then not read', [read([], [0]), unreadable], true],
    ['inactive, not read, then active', [read([], [0]), unreadable, read([0], [])], true],
    ['active', [read([0], [])], false],
    ['active, then not read', [read([0], []), unreadable], false],
  ])('say in a comparison whether the account was ever read so: %s', (_, readings, wasRead) => {
    expect(intentions(endedRun(['deactivated'], [begun, ...readings, over]))(0).wasRead).toBe(wasRead);
  });

  it('keep a verification over one that failed, where the run read the account otherwise at its end', () => {
    const rechecked: RunEvent = { type: 'rechecked', readings: [{ position: 0, reading: 'active' }] };
    const after = [rechecked, begun, read([], [0]), over, begun, unreadable, over];
    expect(contradicted(endedRun(['deactivated'], after))).toEqual([]);
  });

  it('count what could not be read as such, never as verified', () => {
    const unread: RunEvent = { type: 'unverified', positions: [1], message: 'No.' };
    const state = endedRun(
      ['deactivated', 'deactivated'],
      [begun, read([], [0, 1]), over, begun, unread, over],
    );
    expect(verificationCounts(state).changed).toEqual({
      verified: 1,
      unchanged: 0,
      'came-back': 0,
      'later-run': 0,
      unread: 1,
      none: 0,
      settled: 0,
    });
    expect(line(state)).toBe('2 of 2 deactivated · 1 verified · 1 could not be read');
    expect(contradicted(state)).toEqual([]);
  });

  it('do not call still active whom a later run settled', () => {
    const state = endedRun(['deactivated', 'deactivated'], [begun, read([0, 1], []), over]);
    expect(verificationFacts(state, new Map([[1, null]]))).toEqual([
      '0 verified',
      '1 still active',
      '1 settled by a later run',
    ]);
  });

  it('keep those of an earlier verification where a later one reads nobody', () => {
    const why: RunEvent = { type: 'verification-ended', message: 'The key may not.', hint: '' };
    expect(line(endedRun(['deactivated'], [begun, read([], [0]), over, begun, why]))).toBe(
      '1 of 1 deactivated · 1 verified',
    );
    expect(line(endedRun(['deactivated'], [begun, why]))).toBe('1 of 1 deactivated · not verified');
  });

  it('are the other way round for a restore', () => {
    const state = endedRun(['re-activated', 're-activated'], [begun, read([0], [1]), over], 'restore');
    expect(line(state)).toBe('2 of 2 re-activated · 1 verified · 1 still inactive');
  });
});

describe('a user in doubt', () => {
  it('is confirmed where verification reads inactive, and stays in doubt where not', () => {
    const state = endedRun(['in-doubt', 'in-doubt', 'failed'], [begun, read([1], [0, 2]), over]);
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
    expect(verifiedPositions(endedRun(['already-inactive', 'deactivated', 'refused'], []))).toEqual([1, 2]);
    expect(verifiedPositions(endedRun(['would-deactivate'], [], 'dry-run'))).toEqual([]);
  });
});

describe('the line before a verification ends', () => {
  it.each<[RunEvent[], string]>([
    [[], '1 of 1 deactivated · not verified'],
    [[begun], '1 of 1 deactivated · verification under way'],
  ])('%#', (after, expected) => expect(line(endedRun(['deactivated'], after))).toBe(expected));

  it('says nothing of it where nobody was changed', () => {
    expect(line(endedRun(['refused'], [begun, read([0], []), over]))).toBe('0 of 1 deactivated · 1 refused');
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
    expect(verificationDue(summaryOf(endedRun(['deactivated'], after), true), now)).toBe(due);
  });

  it('again, where the last one is dated in the future: how long after the run it was is not known', () => {
    const { verification, ...run } = summaryOf(endedRun(['deactivated'], [begun, over]), true);
    const begunAt = 1_000 + 30 * verifyAgainAfterMs;
    const ahead = { ...run, verification: { begunAt, endedAt: begunAt } };
    expect(verification).not.toBeNull();
    expect(verificationDue(ahead, day)).toBe('day-later');
    expect(verificationDue(ahead, begunAt)).toBeNull();
  });

  it('not for a run that changed nobody', () => {
    expect(verificationDue(summaryOf(endedRun(['refused'], []), true), day)).toBeNull();
  });
});
