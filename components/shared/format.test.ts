import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDateTime,
  formatDuration,
  formatQuantity,
  formatShare,
} from '#components/shared/format.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('numbers', () => {
  it('are grouped by thousands', () => {
    expect(formatCount(1013)).toBe('1,013');
    expect(formatCount(0)).toBe('0');
  });

  it('agree with their noun', () => {
    expect(formatQuantity(1, 'user')).toBe('1 user');
    expect(formatQuantity(0, 'user')).toBe('0 users');
    expect(formatQuantity(2, 'entry', 'entries')).toBe('2 entries');
  });

  it('never round some to none or nearly all to all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (some, more) => {
          const text = formatShare(some / (some + more));
          expect(text).not.toBe('0%');
          expect(text).not.toBe('100%');
        },
      ),
    );
    expect(formatShare(0)).toBe('0%');
    expect(formatShare(1)).toBe('100%');
  });

  it('of bytes are decimal', () => {
    expect(formatBytes(1)).toBe('1 byte');
    expect(formatBytes(48_400)).toBe('48 KB');
    expect(formatBytes(999_999)).toBe('1 MB');
    expect(formatBytes(200_000_000)).toBe('200 MB');
  });
});

describe('spans of time', () => {
  it.each([
    [0, '0 ms'],
    [212, '212 ms'],
    [999.6, '1 s'],
    [3_400, '3.4 s'],
    [9_960, '10 s'],
    [42_000, '42 s'],
    [59_700, '1 min'],
    [12 * minute, '12 min'],
    [60 * minute, '1 h'],
    [125 * minute, '2 h 5 min'],
    [3 * day, '3 days'],
  ])('of %d ms read %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('that are negative read as none', () => {
    expect(formatDuration(-5)).toBe('0 ms');
  });

  it.each([
    [10_000, 'just now'],
    [-hour, 'just now'],
    [50_000, '1 minute ago'],
    [12 * minute, '12 minutes ago'],
    [3 * hour, '3 hours ago'],
    [day, 'yesterday'],
    [20 * day, '20 days ago'],
    [100 * day, '3 months ago'],
    [800 * day, '2 years ago'],
  ])('that passed %d ms ago read %s', (ms, text) => {
    expect(formatAgo(1_800_000_000_000 - ms, 1_800_000_000_000)).toBe(text);
  });

  it('are never longer than their unit allows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * day }), (ms) => {
        const text = formatDuration(ms);
        expect(text).not.toMatch(/^(60 s|60 min|24 h|1000 ms|1,000 ms)/);
      }),
    );
  });
});

it('dates are written day, month, year, with a 24-hour time', () => {
  expect(formatDateTime(new Date(2026, 10, 23, 14, 2).getTime())).toBe('23 Nov 2026, 14:02');
});
