import { expect, it, test } from 'vitest';
import { leavesLater, leavingColumnsOf } from '#lib/domain/roster/cells/leaving-dates';
import { readRoster } from '#lib/domain/roster/reader';
import type { RosterUser } from '#lib/domain/roster/roster';
import { codes, id } from '#test/samples/roster';

const today = '2026-11-27';

/** Which of these users leave later, by their cells in a column with this header. */
function later(header: string, ...cells: string[]): boolean[] {
  const rows = cells.map((cell) => ({ cells: [cell] }));
  const columns = leavingColumnsOf([header], rows);
  return rows.map((row) => leavesLater(row.cells, columns, today) !== null);
}

test.each([
  'Leaving date',
  'Last day',
  'lastWorkingDay',
  'TERMINATION DATE',
  'End date',
  'Contract end',
  'Deactivate on',
  'Austrittsdatum',
  'Date de départ',
])('the column %s says when a user leaves', (header) => {
  expect(later(header, '2024-01-31', '2031-01-31')).toEqual([false, true]);
});

test.each(['Last seen', 'Last active date', 'Created', 'Start date', 'Annual leave days'])(
  'the column %s does not',
  (header) => {
    expect(later(header, '2024-01-31', '2031-01-31')).toEqual([false, false]);
  },
);

test.each([
  'Last day',
  'Last working day',
  'Final day of work',
  'Employed until',
  'Contract ends',
  'End of contract',
  'Letzter Arbeitstag',
])('whoever has today in the column %s works today', (header) => {
  expect(later(header, '2026-11-26', today)).toEqual([false, true]);
});

test.each(['Leaving date', 'Termination date', 'Exit date', 'Deactivate on', 'Disable after', 'Austritt'])(
  'whoever has today in the column %s is to be deactivated today',
  (header) => {
    expect(later(header, '2026-11-26', today)).toEqual([false, false]);
  },
);

test.each([
  ['2026-11-27', true],
  ['2026-11-28', true],
  ['28 Nov 2026', true],
  ['1.12.2026', true],
  // November 12th in one country, December 11th in another.
  ['12/11/2026', true],
  ['11/10/2026', false],
  ['TBD', true],
  ['', true],
])('a user with the leaving date %j leaves later: %s', (cell, isLater) => {
  expect(later('Last day', '2024-01-31', cell)[1]).toBe(isLater);
});

it('a column without a date says nothing', () => {
  expect(later('End date', '', '', 'n/a')).toEqual([false, false, false]);
});

it('is a remark that names today as such', async () => {
  const users: RosterUser[] = [];
  async function* chunks() {
    const rows = `${id(1)},Ada,2024-01-31\n${id(2)},Ben,2026-11-27\n`;
    yield new TextEncoder().encode(`User id,User name,Last day\n${rows}`);
  }
  await readRoster(chunks(), (batch) => users.push(...batch), { today });
  expect(users[1]?.problems[0]?.message).toBe(
    '“2026-11-27” in the column “Last day” is no day before 2026-11-27, when the file was read: this user may still work. Check this before you select the user.',
  );
});

it('is a remark on the row, with the day on which the file was read', async () => {
  const users: RosterUser[] = [];
  async function* chunks() {
    const rows = `${id(1)},Ada,2024-01-31\n${id(2)},Ben,2031-01-31\n${id(3)},Cleo,\n`;
    yield new TextEncoder().encode(`User id,User name,Last day\n${rows}`);
  }
  await readRoster(chunks(), (batch) => users.push(...batch), { today });
  expect(users.map(codes)).toEqual([[], ['meant-to-stay'], ['meant-to-stay']]);
  expect(users[1]?.problems[0]?.message).toBe(
    '“2031-01-31” in the column “Last day” is no day before 2026-11-27, when the file was read: this user may still work. Check this before you select the user.',
  );
  expect(users[2]?.problems[0]?.message).toContain('Empty in the column “Last day”');
});
