import { describe, expect, it } from 'vitest';
import { tickedToFail } from '#components/review/who/eligibility.ts';
import { sampleUser } from '#test/samples/review-user';

describe('who is ticked and predicted to fail', () => {
  it('is whoever Atlassian would refuse or does not manage, as long as they are ticked', () => {
    const kinds = ['will-deactivate', 'refused', 'not-managed', 'refused', 'unknown'] as const;
    const users = kinds.map((kind, at) =>
      sampleUser(at, { prediction: { kind, reason: '', hint: '', basis: 'asked' } }),
    );
    const ticks = Uint8Array.from([1, 1, 1, 0, 1]);
    expect([...tickedToFail([...users, sampleUser(5)], Uint8Array.from([...ticks, 1]))]).toEqual([1, 2]);
  });
});
