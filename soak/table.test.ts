import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type SoakRow, withRow } from './table';

const row: SoakRow = {
  date: '2026-11-26',
  commit: 'abc1234',
  minutes: 60.4,
  modelRuns: 1_200,
  kills: 4_000,
  faults: { full: 10, 'sync-fails': 5 },
  called: 90_000,
  violations: 0,
  seeds: [7, 93],
};

it('adds a row, keeps those before it, and sums all of them up', () => {
  const page = readFileSync('docs/reliability.md', 'utf8');
  const bare = page.replace(/(<!-- soak: .*? -->)[\s\S]*(<!-- \/soak -->)/, '$1\n$2');
  const once = withRow(bare, row) ?? '';
  expect(once).toContain('**4,000 kills** of 10,000, **15 disk faults** of 1,000');
  const twice = withRow(once, { ...row, date: '2026-11-27', violations: 1, commit: 'abc1234 with changes' });
  expect(twice).toContain('**8,000 kills** of 10,000, **30 disk faults** of 1,000');
  expect(twice).toContain('180,000 users called, violations: **1**');
  expect(twice).toContain(
    '| 2026-11-26 | abc1234 | 60 | 1,200 | 4,000 | 10 | 0 | 5 | 0 | 90,000 | 0 | 7 to 93 |\n' +
      '| 2026-11-27 | abc1234 with changes | 60 |',
  );
  expect(twice?.split('<!-- /soak -->')[1]).toBe(page.split('<!-- /soak -->')[1]);
});

it('changes nothing on a page without a place for the table', () => {
  expect(withRow('# Another page', row)).toBeNull();
});
