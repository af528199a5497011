/** Tests the pure rules of a comparison. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readingsAfterRun } from '#lib/domain/directory/after-run';
import { listsLagMs } from '#lib/domain/directory/freshness';
import type { Reading } from '#lib/domain/directory/reading';
import { type ManagedList, neverSwept } from '#lib/domain/directory/sweep';
import { nowInDirectory, nowInFile } from '#lib/domain/reconcile/account-now';
import { differenceKinds, differenceLabel, differenceOf } from '#lib/domain/reconcile/difference';
import { otherChange } from '#lib/domain/reconcile/others';

const since = 1_000_000;
const never: ManagedList = { source: 'managed-accounts', state: neverSwept };
const totals = { total: 1, active: 1 } as never;
const listAt = (at: number): ManagedList => ({
  source: 'managed-accounts',
  state: { generation: 2, part: { state: 'known', at }, whole: { generation: 2, at, totals }, begun: null },
});
const said = (status: string, at: number, generation = 0): Reading => ({
  source: generation === 0 ? 'profile' : 'managed-accounts',
  at,
  generation,
  facts: { status },
});
const row = (statusText: string, status: 'active' | 'inactive' | 'suspended' | 'unknown') => ({
  status,
  statusText,
  problems: [],
});

it('a file: the status of the row, and nothing about an account that it does not have', () => {
  expect(nowInFile(row('Active', 'active'), since)).toMatchObject({ state: 'active', source: 'file' });
  expect(nowInFile(row('Suspended', 'suspended'), since)).toMatchObject({
    state: 'other',
    text: 'Suspended',
  });
  expect(nowInFile(row('For deletion', 'unknown'), since)).toMatchObject({ state: 'other' });
  expect(nowInFile(row('', 'unknown'), since)).toEqual({ state: 'not-known', why: 'no-status' });
  expect(nowInFile(undefined, since)).toEqual({ state: 'not-in-file', at: since });
  const problems = [{ code: 'contradiction' as const, message: '', line: 3, blocks: true }];
  expect(nowInFile({ ...row('Active', 'active'), problems }, since)).toEqual({
    state: 'not-known',
    why: 'contradiction',
  });
});

it('the directory: not listed only by a whole list that began after the run, and after the last reading', () => {
  expect(nowInDirectory([], never, since)).toEqual({ state: 'not-known', why: 'not-read' });
  expect(nowInDirectory([], listAt(since), since)).toEqual({ state: 'not-known', why: 'not-read' });
  expect(nowInDirectory([], listAt(since + 1), since)).toEqual({ state: 'not-listed', at: since + 1 });
  expect(nowInDirectory([said('inactive', since + 5)], listAt(since + 9), since).state).toBe('not-listed');
  expect(nowInDirectory([said('inactive', since + 9)], listAt(since + 5), since).state).toBe('inactive');
  expect(nowInDirectory([said('active', since + 9, 2)], listAt(since + 5), since).state).toBe('active');
  const both = [said('active', since + 20), said('inactive', since + 10, 2)];
  expect(nowInDirectory(both, listAt(since + 5), since)).toEqual({
    state: 'not-known',
    why: 'contradiction',
  });
});

it('the directory: a list that departs from the run shortly after it tells nothing yet', () => {
  const word = { number: 1, endedAt: since, leftActive: false };
  const now = (...readings: Reading[]) =>
    nowInDirectory(readingsAfterRun(readings, word), listAt(since + 1), since);
  const mayLag = { state: 'not-known', why: 'may-lag' };
  expect(now(said('active', since + 20_000, 2))).toEqual(mayLag);
  expect(now(said('active', since + listsLagMs - 1, 2))).toEqual(mayLag);
  expect(now(said('active', since + listsLagMs, 2)).state).toBe('active');
  expect(now(said('inactive', since + 20_000, 2)).state).toBe('inactive');
  // The profile settles it, whatever the list said before.
  expect(now(said('active', since + 20_000, 2), said('active', since + 90_000)).state).toBe('active');
  expect(now(said('active', since + 20_000, 2), said('inactive', since + 30_000)).state).toBe('inactive');
});

it('every pair of what a run says and what is so now has one kind, and only knowledge makes it a change', () => {
  const intended = fc.record({
    goal: fc.constantFrom('active' as const, 'inactive' as const),
    isReported: fc.boolean(),
    wasRead: fc.boolean(),
  });
  const known = fc.constantFrom(
    nowInFile(row('Active', 'active'), since),
    nowInFile(row('Deactivated', 'inactive'), since),
  );
  const unknown = fc.constantFrom(
    nowInFile(undefined, since),
    nowInFile(row('', 'unknown'), since),
    nowInFile(row('Suspended', 'suspended'), since),
    nowInDirectory([], never, since),
    nowInDirectory([], listAt(since + 1), since),
  );
  const later = fc.option(
    fc.record({
      act: fc.constantFrom('deactivate' as const, 'restore' as const),
      leftActive: fc.constantFrom(true, false, null),
    }),
  );
  fc.assert(
    fc.property(intended, known, later, (said, now, run) => {
      const kind = differenceOf(said, now, run);
      expect(differenceKinds).toContain(kind);
      expect(kind === 'as-wanted' || kind === 'done-since').toBe(now.state === said.goal);
      if (kind === 'changed-back') expect(said.isReported && said.wasRead).toBe(true);
      if (kind === 'later-run') {
        expect(run?.leftActive).toBe(now.state === 'active');
        expect(run?.act).toBe(now.state === 'active' ? 'restore' : 'deactivate');
      }
    }),
  );
  fc.assert(
    fc.property(intended, unknown, later, (said, now, run) => {
      expect(['absent', 'not-known', 'other-status']).toContain(differenceOf(said, now, run));
    }),
  );
});

it('a later run that was refused is not why an account is active', () => {
  const active = nowInFile(row('Active', 'active'), since);
  const refused = { act: 'deactivate', leftActive: true } as const;
  const said = { goal: 'inactive', isReported: false, wasRead: false } as const;
  expect(differenceOf(said, active, refused)).toBe('not-done');
  expect(differenceOf({ ...said, isReported: true, wasRead: true }, active, refused)).toBe('changed-back');
  expect(differenceOf(said, active, { act: 'restore', leftActive: true })).toBe('later-run');
});

it('the label of a kind is about the goal of the run', () => {
  for (const goal of ['active', 'inactive'] as const) {
    expect(new Set(differenceKinds.map((kind) => differenceLabel(kind, goal))).size).toBe(
      differenceKinds.length,
    );
  }
});

it('another account: what nothing tells is no change, and a run of Lockstep is not somebody else', () => {
  const active = nowInFile(row('Active', 'active'), since);
  const inactive = nowInFile(row('Deactivated', 'inactive'), since);
  const suspended = nowInFile(row('Suspended', 'suspended'), since);
  const unknown = nowInFile(row('', 'unknown'), since);
  expect(otherChange(active, inactive, false)).toBe('deactivated');
  expect(otherChange(inactive, active, false)).toBe('activated');
  expect(otherChange(active, inactive, true)).toBe('other-run');
  expect(otherChange(active, suspended, false)).toBe('status-changed');
  expect(otherChange(suspended, suspended, false)).toBeNull();
  expect(otherChange(unknown, active, false)).toBeNull();
  expect(otherChange(active, unknown, false)).toBe('not-known');
  expect(otherChange(active, nowInFile(undefined, since), false)).toBe('absent');
});
