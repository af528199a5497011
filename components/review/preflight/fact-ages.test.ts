import { expect, it } from 'vitest';
import { factAges } from '#components/review/preflight/fact-ages.ts';

it('says how old each fact is, and names what is not known', () => {
  const now = 10_000_000;
  const at = now - 12 * 60_000;
  const why = { message: 'No.', hint: '' };
  const parts = {
    accounts: { state: 'known', at },
    admins: { state: 'unknown', at, ...why },
    provisioned: { state: 'partly', at, ...why },
    permissions: { state: 'never' },
    tokens: { state: 'never' },
  } as const;
  const record = { parts, accounts: { total: 4812, active: 4000 }, admins: null };
  expect(factAges({ record }, now)).toBe(
    'Atlassian’s list: 12 minutes ago, 4,812 accounts · organisation admins: not known (asked 12 minutes ago)' +
      ' · provisioned accounts: in part, 12 minutes ago · permissions: not asked for this list · API tokens: not asked',
  );
});
