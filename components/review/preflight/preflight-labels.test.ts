import { expect, it } from 'vitest';
import { answeredBefore, checkedLabel } from '#components/review/preflight/preflight-labels.ts';

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

it('says of how many selected users a check says nothing', () => {
  expect(checkedLabel('just now', 0)).toBe('Checked just now');
  expect(checkedLabel('4 minutes ago', 1)).toBe('Checked 4 minutes ago; 1 user is not checked');
  expect(checkedLabel('yesterday', 27)).toBe('Checked yesterday; 27 users are not checked');
});
