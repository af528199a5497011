import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brakeSchema, defaultBrake, judgeBrake, percentText } from '#lib/domain/plan/alarms/brake';

describe('the brake', () => {
  it('holds more than a quarter of the organisation, from 20 users on', () => {
    expect(judgeBrake(defaultBrake, 19, 19)).toMatchObject({ percent: 100, exceeded: null, large: true });
    expect(judgeBrake(defaultBrake, 20, 80).exceeded).toBeNull();
    expect(judgeBrake(defaultBrake, 21, 80).exceeded).toContain('25 %');
    expect(judgeBrake(defaultBrake, 221, 225).exceeded).toContain('25 %');
  });

  it('asks for the reason where the number of active accounts is not known', () => {
    expect(judgeBrake(defaultBrake, 19, null)).toMatchObject({ exceeded: null, unknown: false });
    const verdict = judgeBrake(defaultBrake, 20, null);
    expect(verdict).toMatchObject({ percent: null, unknown: true });
    expect(verdict.exceeded).toContain('not known');
    expect(judgeBrake({ ...defaultBrake, maxPercent: null }, 100_000, null).exceeded).toBeNull();
  });

  it('takes users of an organisation that is said to have nobody active for all of it', () => {
    expect(judgeBrake(defaultBrake, 20, 0)).toMatchObject({ percent: 100, large: true });
    expect(judgeBrake(defaultBrake, 20, 0).exceeded).toContain('25 %');
    expect(judgeBrake(defaultBrake, 20, 0, 0)).toMatchObject({ percent: 0, exceeded: null });
  });

  it('holds more users than the limit, whatever is known', () => {
    const brake = { ...defaultBrake, maxCount: 10 };
    expect(judgeBrake(brake, 10, null).exceeded).toBeNull();
    expect(judgeBrake(brake, 11, null).exceeded).toContain('10 users');
  });

  it('never lets a larger plan pass than one it holds', () => {
    const brakes = fc.record({
      maxCount: fc.option(fc.integer({ min: 1, max: 5_000 })),
      maxPercent: fc.option(fc.integer({ min: 1, max: 100 })),
      percentFrom: fc.integer({ min: 1, max: 5_000 }),
    });
    const count = fc.integer({ min: 1, max: 5_000 });
    fc.assert(
      fc.property(brakes, count, count, fc.option(count), (brake, one, other, active) => {
        expect(brakeSchema.safeParse(brake).success).toBe(true);
        const [few, many] = [Math.min(one, other), Math.max(one, other)];
        if (judgeBrake(brake, few, active).exceeded === null) return;
        expect(judgeBrake(brake, many, active).exceeded).not.toBeNull();
      }),
    );
  });

  it('says shares in words', () => {
    expect([0.05, 0.42, 8.9, 100].map(percentText)).toEqual(['less than 0.1 %', '0.4 %', '8 %', '100 %']);
  });
});
