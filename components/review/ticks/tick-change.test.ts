import { describe, expect, it } from 'vitest';
import {
  changeTicks,
  countTicks,
  joinChanges,
  meantTogether,
  notOnly,
} from '#components/review/ticks/tick-change.ts';
import { countLeafCodes } from '#components/review/who/leaf-codes.ts';
import { indexUsers, servedTicks } from '#components/review/who/review-index.ts';
import { type Leaf, leaves } from '#lib/domain/plan/leaf';
import { blocked, sampleUser } from '#test/samples/review-user';

const index = indexUsers(
  [sampleUser(0), sampleUser(1, { ticked: false }), sampleUser(2, blocked('protected')), sampleUser(3)],
  0,
);
const ticks = servedTicks(index);

/** The leaves that some of these users are in, with their numbers. */
function counted(of: typeof index, ticked: typeof ticks): Partial<Record<Leaf, number>> {
  const counts = countLeafCodes(of, ticked);
  return Object.fromEntries(
    leaves.map((leaf, code) => [leaf, counts[code]]).filter(([, count]) => count !== 0),
  );
}

describe('changing ticks', () => {
  it('touches only users that are eligible and not so already', () => {
    const off = changeTicks(index, ticks, Uint32Array.of(0, 1, 2), false);
    expect([...(off?.change.users ?? [])]).toEqual([0]);
    expect([...(off?.ticks ?? [])]).toEqual([0, 0, 0, 1]);
    expect([...ticks]).toEqual([1, 0, 0, 1]);
  });

  it('is nothing where nothing changes', () => {
    expect(changeTicks(index, ticks, Uint32Array.of(1, 2), false)).toBeNull();
  });

  it('never ticks somebody protected', () => {
    const on = changeTicks(index, ticks, Uint32Array.of(0, 1, 2, 3), true);
    expect(counted(index, on?.ticks ?? ticks)).toEqual({ 'not-checked': 3, protected: 1 });
  });

  it('inverts who is free to be ticked, and inverting again is as before', () => {
    const all = Uint32Array.of(0, 1, 2, 3);
    const there = changeTicks(index, ticks, all, 'other');
    expect([...(there?.ticks ?? [])]).toEqual([0, 1, 0, 0]);
    expect(there?.change.users).toEqual(Uint32Array.of(0, 1, 3));
    expect(changeTicks(index, there?.ticks ?? ticks, all, 'other')?.ticks).toEqual(ticks);
  });

  it('leaves only those ticked who are asked for and free to be', () => {
    const only = changeTicks(index, ticks, notOnly(index, ticks, Uint32Array.of(1, 2)), 'other');
    expect([...(only?.ticks ?? [])]).toEqual([0, 1, 0, 0]);
    expect(
      changeTicks(index, only?.ticks ?? ticks, only?.change.users ?? new Uint32Array(), 'other')?.ticks,
    ).toEqual(ticks);
  });

  it('counts what a list holds', () => {
    expect(countTicks(index, ticks, Uint32Array.of(0, 1, 2))).toEqual({ eligible: 2, ticked: 1 });
  });

  it('does not tick a doubtful user along with others, unless only doubtful users are listed', () => {
    const remark = { code: 'odd-email' as const, message: 'Odd.', line: 3, blocks: false };
    const doubtful = { ticked: false, problems: [remark] };
    const mixed = indexUsers([sampleUser(0), sampleUser(1, doubtful), sampleUser(2, doubtful)], 0);
    const now = servedTicks(mixed);
    expect(counted(mixed, now)).toEqual({ 'not-checked': 1, doubtful: 2 });
    expect([...meantTogether(mixed, now, Uint32Array.of(0, 1, 2))]).toEqual([0]);
    expect([...meantTogether(mixed, now, Uint32Array.of(1, 2))]).toEqual([1, 2]);
    // A doubtful user who was ticked by hand can be unticked along with others.
    const byHand = changeTicks(mixed, now, Uint32Array.of(2), true)?.ticks ?? now;
    expect([...meantTogether(mixed, byHand, Uint32Array.of(0, 1, 2))]).toEqual([0, 2]);
    expect(counted(mixed, byHand)).toEqual({ 'not-checked': 2, doubtful: 1 });
  });

  it('joins two changes that go the same way', () => {
    const first = { users: Uint32Array.of(0), to: false };
    expect(joinChanges(first, { users: Uint32Array.of(3), to: false }).users).toEqual(Uint32Array.of(0, 3));
    const back = { users: Uint32Array.of(3), to: true };
    expect(joinChanges(first, back)).toBe(back);
  });
});
