import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latestSeen, readLastSeen, readSeenIn } from '#lib/domain/roster/cells/last-seen';

describe('a last-seen cell', () => {
  it.each([
    ['3 Jan 2024', '2024-01-03'],
    ['28 APR 2024', '2024-04-28'],
    ['2024-01-03', '2024-01-03'],
    ['2023-08-01T15:19:32.354230769Z', '2023-08-01'],
    ['2024-01-03 10:11 UTC', '2024-01-03'],
    ['3-Jan-24', '2024-01-03'],
    [' 29 Feb 2024 ', '2024-02-29'],
    ['3 Mär 2024', '2024-03-03'],
    ['3 Mrz 2024', '2024-03-03'],
    ['28. Apr 24', '2024-04-28'],
    ['28.04.2024', '2024-04-28'],
    ['03.01.2024 10:11:12', '2024-01-03'],
    ['1 août 2024', '2024-08-01'],
    ['3 juillet 2024', '2024-07-03'],
    ['14 Dec 2012 15:31:57', '2012-12-14'],
    ['Jan 3, 2024', '2024-01-03'],
    ['2023/11/02 10:11:12', '2023-11-02'],
    ['28/04/2024', '2024-04-28'],
    ['4/28/2024 3:15 PM', '2024-04-28'],
    ['5/5/24', '2024-05-05'],
  ])('“%s” is the date %s', (text, date) => {
    expect(readLastSeen(text)).toMatchObject({ said: 'date', date });
  });

  it.each(['Never accessed', 'Never Accessed', 'NEVER ACCESSED', 'never', 'Never logged in', 'Nie'])(
    '“%s” is never',
    (text) => {
      expect(readLastSeen(text).said).toBe('never');
    },
  );

  it.each(['', '  ', 'NaN', 'Not active in the last 180 days'])('“%s” is blank', (text) => {
    expect(readLastSeen(text).said).toBe('blank');
  });

  it.each([
    '29 Feb 2023',
    '31 Apr 2024',
    '0 Jan 2024',
    '3 Foo 2024',
    '31.02.2024',
    '2024-13-01',
    '45294',
    'soon',
  ])('“%s” is unclear', (text) => {
    expect(readLastSeen(text).said).toBe('unclear');
  });

  it.each([
    ['03/01/2024', '2024-01-03', '2024-03-01'],
    ['3-1-24', '2024-01-03', '2024-03-01'],
    ['12/11/2024 10:00', '2024-11-12', '2024-12-11'],
  ])('“%s” is ambiguous until the order is said', (text, dayFirst, monthFirst) => {
    expect(readLastSeen(text)).toEqual({ said: 'ambiguous', dayFirst, monthFirst });
    expect(readSeenIn(text, undefined).said).toBe('ambiguous');
    expect(readSeenIn(text, 'day-first')).toEqual({ said: 'date', date: dayFirst });
    expect(readSeenIn(text, 'month-first')).toEqual({ said: 'date', date: monthFirst });
  });

  it.each([
    ['28/04/2024', 'day-first'],
    ['4/28/2024', 'month-first'],
  ] as const)('“%s” can only have the %s', (text, order) => {
    expect(readLastSeen(text)).toEqual({ said: 'date', date: '2024-04-28', order });
    expect(readSeenIn(text, 'month-first')).toMatchObject({ date: '2024-04-28' });
  });

  it.each(['0/5/2024', '00/00/2024', '5/0/2024'])('“%s” is no date in any order', (text) => {
    expect(readLastSeen(text).said).toBe('unclear');
  });

  it('reads every day of the calendar, and only those', () => {
    const days = fc.record({
      year: fc.integer({ min: 2002, max: 2099 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
    });
    fc.assert(
      fc.property(days, ({ year, month, day }) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const real = new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(text);
        expect(readLastSeen(text)).toEqual(real ? { said: 'date', date: text } : { said: 'unclear' });
      }),
    );
  });
});

describe('the latest of several cells', () => {
  const columns = [
    { at: 0, blankIsNever: false },
    { at: 1, blankIsNever: false },
  ];

  it('is the latest date, whatever the order', () => {
    const latest = { lastSeen: '2024-04-28', unclearAt: null };
    expect(latestSeen(['28 Apr 2024', '3 Jan 2024'], columns)).toEqual(latest);
    expect(latestSeen(['Never accessed', '28 Apr 2024'], columns)).toEqual(latest);
  });

  it('is never only where the file says so', () => {
    expect(latestSeen(['Never accessed', ''], columns).lastSeen).toBeNull();
    expect(latestSeen(['', ''], columns).lastSeen).toBeUndefined();
    expect(latestSeen([''], [{ at: 0, blankIsNever: true }]).lastSeen).toBeNull();
    expect(latestSeen([], []).lastSeen).toBeUndefined();
  });

  it('is not known where one is unclear', () => {
    expect(latestSeen(['Never accessed', 'soon'], columns)).toEqual({ lastSeen: undefined, unclearAt: 1 });
    expect(latestSeen(['3 Jan 2024', '05/06/2024'], columns)).toEqual({
      lastSeen: undefined,
      unclearAt: null,
      eitherDates: {
        dates: [{ column: 1, dayFirst: '2024-06-05', monthFirst: '2024-05-06' }],
        beside: '2024-01-03',
      },
    });
    // A text that is no date is not known in any order.
    expect(latestSeen(['05/06/2024', 'soon'], columns).eitherDates).toBeUndefined();
  });
});

it('reads a date the quick way as it does the other way, whatever the text', () => {
  const months = [
    'Jan',
    'Feb',
    'Mar',
    'Apr',
    'May',
    'Jun',
    'Jul',
    'Aug',
    'Sep',
    'Oct',
    'Nov',
    'Dec',
    'jan',
    'Xyz',
  ];
  const near = fc
    .tuple(
      fc.constantFrom('0', '1', '9', '28', '29', '30', '31', '32', '00', ' 3', 'x1'),
      fc.constantFrom(' ', '-', '  '),
      fc.constantFrom(...months),
      fc.constantFrom(' ', '-'),
      fc.constantFrom('2024', '2023', '1900', '2000', '0000', '24', '20x4', '99999'),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(near, fc.string({ maxLength: 12 })), (text) => {
      const one = readLastSeen(text);
      const { lastSeen, unclearAt } = latestSeen([text], [{ at: 0, blankIsNever: false }]);
      if (one.said === 'date') expect([text, lastSeen]).toEqual([text, one.date]);
      else if (one.said === 'unclear') expect([text, unclearAt]).toEqual([text, 0]);
      else expect([text, lastSeen]).toEqual([text, one.said === 'never' ? null : undefined]);
    }),
    { numRuns: 5_000 },
  );
});
