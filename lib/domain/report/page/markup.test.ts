import { expect, it } from 'vitest';
import { clockIn, cssString } from '#lib/domain/report/page/markup';

const noon = Date.UTC(2026, 10, 25, 13, 2, 11);

it('writes a moment in the zone of the admin, and in UTC', () => {
  expect(clockIn('Europe/Berlin').moment(noon)).toBe('25 Nov 2026, 14:02:11 CET (13:02:11 UTC)');
  expect(clockIn('UTC').moment(noon)).toBe('25 Nov 2026, 13:02:11 UTC');
  const late = Date.UTC(2026, 10, 25, 23, 30, 0);
  expect(clockIn('Europe/Berlin').moment(late)).toBe('26 Nov 2026, 00:30:00 CET (25 Nov 2026, 23:30:00 UTC)');
});

it('adds the day to a time only where it is another one', () => {
  const clock = clockIn('Europe/Berlin');
  expect(clock.time(noon, noon)).toBe('14:02:11');
  expect(clock.time(noon + 86_400_000, noon)).toBe('26 Nov, 14:02:11');
  expect(clock.time(noon, null)).toBe('25 Nov, 14:02:11');
});

it('leaves nothing in a string of CSS that could end it or the style', () => {
  expect(cssString('Ada 1')).toBe('"Ada 1"');
  expect(cssString('"</style>\n\\')).toBe('"\\22 \\3c \\2f style\\3e \\a \\5c "');
});
