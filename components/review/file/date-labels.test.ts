import { expect, it } from 'vitest';
import { evidenceText, orderLabel, readingText } from '#components/review/file/date-labels.ts';
import type { DateColumn } from '#lib/domain/roster/cells/date-order';

const asked: DateColumn = {
  column: 3,
  example: { text: '05/06/2024', line: 2, dayFirst: '2024-06-05', monthFirst: '2024-05-06' },
  rows: 4,
  dayFirstSeen: null,
  monthFirstSeen: null,
  order: null,
};

it('writes both readings of the date out', () => {
  expect(readingText(asked.example, 'day-first')).toBe('5 June 2024');
  expect(readingText(asked.example, 'month-first')).toBe('6 May 2024');
  expect([orderLabel('day-first'), orderLabel('month-first')]).toEqual(['Day first', 'Month first']);
});

it('names the dates of the column that can be read in one way only', () => {
  const dayFirstSeen = { text: '28/04/2024', line: 9 };
  const monthFirstSeen = { text: '4/28/2024', line: 12 };
  expect(evidenceText(asked, 'line')).toBe('');
  expect(evidenceText({ ...asked, dayFirstSeen }, 'line')).toBe('“28/04/2024” on line 9 has the day first.');
  expect(evidenceText({ ...asked, monthFirstSeen }, 'line')).toBe(
    '“4/28/2024” on line 12 has the month first.',
  );
  expect(evidenceText({ ...asked, dayFirstSeen, monthFirstSeen }, 'line')).toContain('mixes both');
});
