import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
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
    [-minute, 'just now'],
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

  it('from a time that is still to come is a date: the clock was set back, so nobody knows how long ago it was', () => {
    const at = new Date(2026, 10, 23, 14, 2).getTime();
    expect(formatAgo(at, at - hour)).toBe('on 23 Nov 2026, 14:02');
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

it('without a browser, dates are written day, month, year, with a 24-hour time', () => {
  expect(formatDateTime(new Date(2026, 10, 23, 14, 2).getTime())).toBe('23 Nov 2026, 14:02');
});

describe('in a browser', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  async function formatsIn(language: string) {
    vi.resetModules();
    vi.stubGlobal('document', {});
    vi.stubGlobal('navigator', { languages: [language, 'en'] });
    return await import('#components/shared/format.ts');
  }

  it('numbers and dates are written as its language does', async () => {
    const german = await formatsIn('de-DE');
    expect(german.formatQuantity(9039, 'user')).toBe('9.039 users');
    expect(german.formatBytes(3_400_000)).toBe('3,4 MB');
    expect(german.formatDate(new Date(2026, 10, 23).getTime())).toBe('23.11.2026');
    const american = await formatsIn('en-US');
    expect(american.formatDate(new Date(2026, 10, 23).getTime())).toBe('Nov 23, 2026');
    expect(american.formatDay('2024-06-05')).toBe('June 5, 2024');
  });

  it.each(['ar-EG', 'fa-IR', 'th-TH', 'mr-IN'])(
    'the digits of %s are those of a keyboard, and its years those of an export',
    async (language) => {
      const { formatCount, formatDate } = await formatsIn(language);
      expect(formatCount(9039)).toMatch(/^9\D039$/);
      expect(formatDate(new Date(2026, 10, 23).getTime())).toContain('2026');
    },
  );

  it.each(['ar-EG', 'fa-IR', 'he-IL'])(
    'no word beside a date of %s gets between its parts',
    async (language) => {
      const formats = await formatsIn(language);
      const at = new Date(2026, 10, 23, 14, 2).getTime();
      for (const text of [
        formats.formatDateTime(at),
        formats.formatDate(at),
        formats.formatDay('2024-06-05'),
      ]) {
        expect(text).toMatch(/^\u2068.*\u2069$/u);
      }
    },
  );

  it('the number of a plan can be typed as the page writes it', async () => {
    const { formatCount } = await formatsIn('en-IN');
    const { isTheNumber } = await import('#components/plan/confirmation.ts');
    expect(formatCount(123_456)).toBe('1,23,456');
    expect(isTheNumber('1,23,456', 123_456)).toBe(true);
    expect(isTheNumber('1,23,457', 123_456)).toBe(false);
  });
});
