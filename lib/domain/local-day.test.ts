import { afterEach, expect, it } from 'vitest';
import { localDay } from '#lib/domain/local-day';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

it.each([
  ['UTC', '2026-12-31'],
  ['Pacific/Kiritimati', '2027-01-01'],
  ['America/Los_Angeles', '2026-12-31'],
])('is the day in the zone of this computer: %s', (name, day) => {
  process.env.TZ = name;
  expect(localDay(Date.UTC(2026, 11, 31, 23, 30))).toBe(day);
});
