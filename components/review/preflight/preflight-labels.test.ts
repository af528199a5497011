import { expect, it } from 'vitest';
import { answeredBefore } from '#components/review/preflight/preflight-labels.ts';

it('counts the users about whom Atlassian was asked, and nobody of whom only a list speaks', () => {
  const said = { kind: 'refused', reason: '', hint: '' } as const;
  expect(answeredBefore([])).toBe(0);
  expect(
    answeredBefore([
      {},
      { prediction: { ...said, basis: 'asked' } },
      { prediction: { ...said, basis: 'listed' } },
      { prediction: { kind: 'unknown', reason: '', hint: '', basis: 'none' } },
    ]),
  ).toBe(1);
});
