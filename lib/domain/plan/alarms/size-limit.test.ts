import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentText } from '#lib/domain/plan/alarms/percent-text';
import { defaultSizeLimit, judgeSizeLimit, sizeLimitSchema } from '#lib/domain/plan/alarms/size-limit';

describe('the size limit', () => {
  it('holds more than a quarter of the organisation, from 20 users on', () => {
    expect(judgeSizeLimit(defaultSizeLimit, 19, 19)).toMatchObject({
      percent: 100,
      exceeded: null,
      large: true,
    });
    expect(judgeSizeLimit(defaultSizeLimit, 20, 80).exceeded).toBeNull();
    expect(judgeSizeLimit(defaultSizeLimit, 21, 80).exceeded).toContain('25 %');
    expect(judgeSizeLimit(defaultSizeLimit, 221, 225).exceeded).toContain('25 %');
  });

  it('asks for the reason where the number of active accounts is not known', () => {
    expect(judgeSizeLimit(defaultSizeLimit, 19, null)).toMatchObject({ exceeded: null, unknown: false });
    const verdict = judgeSizeLimit(defaultSizeLimit, 20, null);
    expect(verdict).toMatchObject({ percent: null, unknown: true });
    expect(verdict.exceeded).toContain('not known');
    expect(judgeSizeLimit({ ...defaultSizeLimit, maxPercent: null }, 100_000, null).exceeded).toBeNull();
  });

  it('takes users of an organisation that is said to have nobody active for all of it', () => {
    expect(judgeSizeLimit(defaultSizeLimit, 20, 0)).toMatchObject({ percent: 100, large: true });
    expect(judgeSizeLimit(defaultSizeLimit, 20, 0).exceeded).toContain('25 %');
    expect(judgeSizeLimit(defaultSizeLimit, 20, 0, 0)).toMatchObject({ percent: 0, exceeded: null });
  });

  it('holds more users than the limit, whatever is known', () => {
    const sizeLimit = { ...defaultSizeLimit, maxCount: 10 };
    expect(judgeSizeLimit(sizeLimit, 10, null).exceeded).toBeNull();
    expect(judgeSizeLimit(sizeLimit, 11, null).exceeded).toContain('10 users');
  });

  it('never lets a larger plan pass than one it holds', () => {
    const limits = fc.record({
      maxCount: fc.option(fc.integer({ min: 1, max: 5_000 })),
      maxPercent: fc.option(fc.integer({ min: 1, max: 100 })),
      percentFrom: fc.integer({ min: 1, max: 5_000 }),
    });
    const count = fc.integer({ min: 1, max: 5_000 });
    fc.assert(
      fc.property(limits, count, count, fc.option(count), (sizeLimit, one, other, active) => {
        expect(sizeLimitSchema.safeParse(sizeLimit).success).toBe(true);
        const [few, many] = [Math.min(one, other), Math.max(one, other)];
        if (judgeSizeLimit(sizeLimit, few, active).exceeded === null) return;
        expect(judgeSizeLimit(sizeLimit, many, active).exceeded).not.toBeNull();
      }),
    );
  });

  it('says shares in words', () => {
    expect([0.05, 0.42, 8.9, 100].map(percentText)).toEqual(['less than 0.1 %', '0.4 %', '8.9 %', '100 %']);
    // Neither the limit that is exceeded, nor everybody.
    expect([25.04, 99.97].map(percentText)).toEqual(['25.04 %', '99.97 %']);
    expect([8, (100 * 192) / 216].map(percentText)).toEqual(['8 %', '88.9 %']);
  });
});
