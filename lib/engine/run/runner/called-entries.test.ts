import { expect, it } from 'vitest';
import { atOnce } from '#lib/domain/text/pieces';
import { readCalledEntries } from '#lib/engine/run/runner/called-entries';
import { samplePlan } from '#test/samples/run';

const asked = { kind: 'will-deactivate', reason: '', hint: '', basis: 'asked' } as const;
const plan = samplePlan(2_500).map((entry) =>
  entry.position % 3 === 0 ? entry : { ...entry, prediction: { ...asked, reason: `${entry.position % 2}` } },
);
const page = ({ after, limit }: { after: number; limit: number }) =>
  plan.filter(({ position }) => position > after).slice(0, limit);
const entriesOf = (count: number) => atOnce(readCalledEntries(count, page));

it('has the account ID and the prediction of each entry, over several pages', () => {
  const entries = entriesOf(plan.length);
  expect(entries.length).toBe(plan.length);
  for (const { position, accountId, prediction } of plan) {
    expect(entries.at(position)).toEqual(prediction ? { accountId, prediction } : { accountId });
  }
  expect(entries.at(-1)).toBeUndefined();
  expect(entries.at(plan.length)).toBeUndefined();
});

it('has no more entries than the plan counts, and no more than there are', () => {
  expect(entriesOf(1_200).length).toBe(1_200);
  expect(entriesOf(3_000).length).toBe(2_500);
  expect(entriesOf(3_000).at(2_700)).toBeUndefined();
});
