import { describe, expect, it } from 'vitest';
import { activeText, daysSince, seenSpan, seenSpans, seenText } from '#components/review/who/last-seen.ts';

const now = Date.parse('2025-03-01T15:00:00Z');
const spanOf = (days: number): string | undefined => seenSpans[seenSpan(days)]?.label;

describe('how long ago somebody was last seen', () => {
  it('counts whole days, and never below none', () => {
    expect(daysSince('2025-03-01', now)).toBe(0);
    expect(daysSince('2025-02-28', now)).toBe(1);
    expect(daysSince('2024-03-01', now)).toBe(365);
    expect(daysSince('2025-03-02', now)).toBe(0);
  });

  it('tells never from not said', () => {
    expect(spanOf(daysSince(null, now))).toBe('Never');
    expect(spanOf(daysSince(undefined, now))).toBe('Not stated');
    expect(seenText(daysSince(null, now))).toBe('Never');
    expect(seenText(daysSince(undefined, now))).toBe('—');
  });

  it('has every number of days in the span whose name includes it', () => {
    expect([0, 30, 31, 90, 91, 180, 181, 365, 366].map(spanOf)).toEqual([
      'Within 30 days',
      'Within 30 days',
      '31–90 days ago',
      '31–90 days ago',
      '91–180 days ago',
      '91–180 days ago',
      '181–365 days ago',
      '181–365 days ago',
      'Over a year ago',
    ]);
  });

  it('says it in words', () => {
    expect([0, 1, 2, 1412].map(seenText)).toEqual(['Today', '1 day', '2 days', '1,412 days']);
    expect([0, 1, 2].map(activeText)).toEqual(['active today', 'active yesterday', 'active 2 days ago']);
  });
});
