import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '#lib/domain/outcome/outcome';
import type { RecheckReading } from '#lib/domain/run/events';
import {
  contradicted,
  contradictionText,
  dueRecheck,
  headcountDeviation,
  recheckedUsers,
  recheckText,
} from '#lib/domain/run/recheck';
import { newRun, type RunState } from '#lib/domain/run/state';
import { freshUser } from '#lib/domain/run/user';
import { usersOf } from '#test/samples/run';

/** A run of `total` users who all had this outcome, with these counts of active accounts. */
function ran(total: number, outcome: Outcome, before: number | null, end: number | null): RunState {
  const state = newRun();
  state.total = total;
  state.counted = true;
  state.users = usersOf(
    Array.from({ length: total }, () => ({ ...freshUser(0), stage: 'settled', outcome })),
  );
  state.counts[outcome] = total;
  const reading = (active: number | null, changed: number) => ({ active, message: '', changed, at: 0 });
  state.headcounts = {
    before: reading(before, 0),
    end: reading(end, outcome === 'deactivated' ? total : 0),
  };
  return state;
}

describe('reading users again at the end', () => {
  it.each([
    [40, 100, 60, null],
    [40, 100, 64, null],
    [40, 100, 65, 20],
    [40, 100, 55, 20],
    [200, 1_000, 805, null],
    [200, 1_000, 806, 20],
    [6, 100, 95, 6],
    [10, 100, 91, null],
    [10, 100, 92, 10],
    [1, 100, 100, 1],
    [40, null, 99, null],
    [40, 100, null, null],
  ])('is due in a run of %i where %j accounts became %j: %j of them', (total, before, end, many) => {
    expect(dueRecheck(ran(total, 'deactivated', before, end))?.length ?? null).toBe(many);
  });

  it('is not due twice, nor where nobody was changed', () => {
    const state = ran(40, 'deactivated', 100, 99);
    state.recheck = { readings: [], at: 0 };
    expect(dueRecheck(state)).toBeNull();
    expect(dueRecheck(ran(40, 'refused', 100, 50))).toBeNull();
  });

  it('takes different users of the run, from its beginning on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), (total) => {
        const positions = dueRecheck(ran(total, 'deactivated', 10_000, 10_000)) ?? [];
        expect(new Set(positions).size).toBe(Math.min(total, recheckedUsers));
        expect(positions[0]).toBe(0);
        expect(Math.max(...positions)).toBeLessThan(total);
      }),
    );
  });

  it('claims an accepted call only where the outcome does', () => {
    const state = ran(3, 'deactivated', 10, 10);
    expect(contradictionText(state, 0).message).toMatch(/^Atlassian accepted the call, but/);
    const { message } = contradictionText(ran(3, 'confirmed-inactive', 10, 10), 0);
    expect(message).toMatch(/^The account was read back inactive, but at the end .* read active\.$/);
  });

  it('says what it found, and what it could not read', () => {
    const state = ran(3, 'deactivated', 10, 10);
    const found = (...readings: RecheckReading[]) => {
      state.recheck = { readings: readings.map((reading, position) => ({ position, reading })), at: 0 };
      return [contradicted(state).length, recheckText(state)];
    };
    expect(headcountDeviation(state)).toBe(3);
    expect(found('active', 'inactive', 'unreadable')).toEqual([
      1,
      '1 of the 3 accounts read again at the end is still active. 1 could not be read.',
    ]);
    expect(found('inactive')).toEqual([0, 'The one account read again at the end is not still active.']);
  });
});
