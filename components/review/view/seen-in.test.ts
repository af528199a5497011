import { expect, it } from 'vitest';
import { reviewColumns } from '#components/review/columns/review-columns.ts';
import { facetsOf } from '#components/review/view/facets.ts';
import { inactiveHits, matchUsers, searchHits } from '#components/review/view/matching.ts';
import { seenIn } from '#components/review/view/seen-in.ts';
import { indexUsers, servedTicks } from '#components/review/who/review-index.ts';
import type { DateOrder } from '#lib/domain/roster/cells/date-order';
import type { RosterColumn } from '#lib/domain/roster/roster';
import { sampleUser } from '#test/samples/review-user';

const now = Date.parse('2025-03-01T00:00:00Z');
const columns: RosterColumn[] = [
  { header: 'Last seen in Jira - site', role: 'last-seen' },
  { header: 'Last seen in Confluence - site', role: 'last-seen' },
];
const users = [
  sampleUser(0, { cells: ['1 Jan 2024', '28 Feb 2025'], lastSeen: '2025-02-28' }),
  sampleUser(1, { cells: ['Never accessed', '1 Dec 2024'], lastSeen: '2024-12-01' }),
  sampleUser(2, { cells: ['', 'x'] }),
  sampleUser(3, { cells: ['28 Feb 2025', ''], lastSeen: '2025-02-28' }),
];
const index = indexUsers(users, now, columns);
const jira = reviewColumns(columns).find(({ cell }) => cell === 0) ?? null;
const found = (hits: Uint8Array | null) =>
  [...(hits ?? [])].flatMap((hit, user) => (hit === 1 ? [user] : []));

it('finds the users not seen for that many days, or never, and none whose last visit is not known', () => {
  expect(found(inactiveHits(null, index.days, 90))).toEqual([1]);
  expect(found(inactiveHits(null, seenIn(index, jira, now).days, 90))).toEqual([0, 1]);
  expect(found(inactiveHits(searchHits(index, 'Sample 1'), seenIn(index, jira, now).days, 90))).toEqual([1]);
  expect(inactiveHits(null, index.days, null)).toBeNull();
});

it('sorts into spans by one column where one is chosen', () => {
  const spans = (seen: Uint8Array) => [
    ...matchUsers(index, servedTicks(index), facetsOf(index), { seen }).counts.seen,
  ];
  expect(spans(seenIn(index, null, now).seen)).toEqual([0, 0, 0, 0, 1, 2, 1]);
  expect(spans(seenIn(index, jira, now).seen)).toEqual([1, 1, 0, 0, 0, 1, 1]);
});

it('reads dates that can be read in two ways only in the order that the admin has said', () => {
  const dates = ['05/06/2024', '28/02/2025'].map((cell, at) => sampleUser(at, { cells: [cell] }));
  const daysIn = (order?: DateOrder) => {
    const orders = new Map(order === undefined ? [] : [[0, order] as const]);
    const column = reviewColumns(columns, orders).find(({ cell }) => cell === 0) ?? null;
    return [...seenIn(indexUsers(dates, now, columns), column, now).days];
  };
  expect(daysIn()).toEqual([Number.NaN, 1]);
  expect(daysIn('day-first')).toEqual([269, 1]);
  expect(daysIn('month-first')).toEqual([299, 1]);
});

it('counts the users with a date that waits for an answer', () => {
  const waiting = [sampleUser(0, { dateWaits: true }), sampleUser(1)];
  expect(indexUsers(waiting, now, columns).datesWaiting).toBe(1);
});
