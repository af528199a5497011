import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AnswerStamp } from '#lib/domain/outcome/answer';
import { type ClockOffset, clockText, stampsText, withStamp } from '#lib/domain/outcome/clock-offset';

const second = 1_000;
/** The offset after answers whose `Date` has whole seconds, from a clock that is ahead by `aheadMs`. */
function after(aheadMs: number, moments: readonly number[], latencyMs = 0): ClockOffset | null {
  return moments.reduce<ClockOffset | null>((offset, at) => {
    const date = Math.floor((at + aheadMs) / second) * second;
    return withStamp(offset, { date, heardAt: at + latencyMs });
  }, null);
}

const moments = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1 });

it('says how far the clocks are apart, to about a second', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), moments, fc.nat(200), (ahead, at, latency) => {
      const offset = after(ahead, at, latency);
      expect(Math.abs((offset?.leastMs ?? 0) - ahead)).toBeLessThanOrEqual(500 + latency);
      expect(Math.abs((offset?.mostMs ?? 0) - ahead)).toBeLessThanOrEqual(500 + latency);
      expect(clockText(offset)).not.toMatch(/between/);
    }),
  );
});

it.each<[string, number, number[], RegExp]>([
  ['agreement', 0, [0, 700, 999], /agreed with it to about a second, by the dates of 3 answers\./],
  ['a clock ahead', 3_000, [400], /was 3 s ahead, to about a second, by the dates of 1 answer\./],
  ['a clock behind', -45_000, [400, 1_500], /was 45 s behind/],
])('says it of %s', (_, ahead, at, words) => {
  expect(clockText(after(ahead, at))).toMatch(words);
});

it('says where a clock was changed in between', () => {
  const before = after(0, [400]);
  const changed = withStamp(before, { date: 60_000, heardAt: 0 });
  expect(clockText(changed)).toMatch(
    /between 0 s .*|between equal and 61 s ahead|between .* and 6[01] s ahead/,
  );
});

it('says nothing where no answer had a date', () => {
  expect(withStamp(null, { trace: 'abc' })).toBeNull();
  expect(clockText(null)).toBe('');
});

it.each<[AnswerStamp[], string]>([
  [[], ''],
  [[{}], ''],
  [[{ trace: 'abc' }], '1 answer has a trace ID.'],
  [
    [{ date: 60_000, heardAt: 60_500, trace: 'abc' }, { date: 70_000, heardAt: 60_500 }, {}],
    'Atlassian’s clock minus this computer’s is 0 s at least and 10 s at most, by the dates of 2 answers. 1 answer has a trace ID.',
  ],
  [
    [{ date: 60_000, heardAt: 62_500 }],
    'Atlassian’s clock minus this computer’s is -2 s at least and -2 s at most, by the dates of 1 answer. 0 answers have a trace ID.',
  ],
])('says what the stamps %j have', (stamps, said) => {
  expect(stampsText(stamps)).toBe(said);
});
