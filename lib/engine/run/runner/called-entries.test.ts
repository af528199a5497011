import { expect, it } from 'vitest';
import { readCalledEntries } from '#lib/engine/run/runner/called-entries';
import { samplePlan } from '#test/samples/run';

const asked = { kind: 'will-deactivate', reason: '', hint: '', basis: 'asked' } as const;
const plan = samplePlan(2_500).map((entry) =>
  entry.position % 3 === 0 ? entry : { ...entry, prediction: { ...asked, reason: `${entry.position % 2}` } },
);
const page = ({ after, limit }: { after: number; limit: number }) =>
  plan.filter(({ position }) => position > after).slice(0, limit);

it('has the account ID and the prediction of each entry, over several pages', () => {
  const entries = readCalledEntries(plan.length, page);
  expect(entries.length).toBe(plan.length);
  for (const { position, accountId, prediction } of plan) {
    expect(entries.at(position)).toEqual(prediction ? { accountId, prediction } : { accountId });
  }
  expect(entries.at(-1)).toBeUndefined();
  expect(entries.at(plan.length)).toBeUndefined();
});

it('has no more entries than the plan counts, and no more than there are', () => {
  expect(readCalledEntries(1_200, page).length).toBe(1_200);
  expect(readCalledEntries(3_000, page).length).toBe(2_500);
  expect(readCalledEntries(3_000, page).at(2_700)).toBeUndefined();
});
