import fc from 'fast-check';
import { expect, it } from 'vitest';
import { talliesOf } from '#lib/browser/run-tally';
import { outcomeKinds } from '#lib/domain/outcome';

const plan = {
  id: 'p',
  rosterId: null,
  rosterName: 'export-users.csv',
  organisationId: null,
  organisationName: 'Example Org',
  message: null,
  digest: 'd',
  createdAt: 0,
};

it('counts every user of the plan once', () => {
  const counts = fc.tuple(...outcomeKinds.map(() => fc.nat(50)));
  fc.assert(
    fc.property(counts, fc.nat(50), (numbers, rest) => {
      const settled = numbers.reduce((sum, number) => sum + number, 0);
      const record = Object.fromEntries(outcomeKinds.map((kind, at) => [kind, numbers[at] ?? 0]));
      const tallies = talliesOf({ counts: record, settled, plan: { ...plan, count: settled + rest } });
      expect(tallies.reduce((sum, { count }) => sum + count, 0)).toBe(settled + rest);
    }),
  );
});

it('leaves out what did not occur', () => {
  const counts = { deactivated: 3, refused: 1 };
  expect(talliesOf({ counts, settled: 4, plan: { ...plan, count: 4 } })).toEqual([
    { outcome: 'deactivated', label: 'Deactivated', count: 3 },
    { outcome: 'refused', label: 'Refused', count: 1 },
  ]);
});
