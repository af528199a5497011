import { expect, it } from 'vitest';
import { adminReadingAt } from '#lib/domain/directory/admin-reading';
import type { Reading, Source } from '#lib/domain/directory/reading';

const minute = 60_000;
const says = (
  organisationAdmin: boolean | undefined,
  at: number,
  source: Source = 'users-search',
): Reading => ({
  source,
  at,
  generation: 0,
  facts: organisationAdmin === undefined ? {} : { organisationAdmin },
});

it.each([
  ['nothing was said', [], null],
  ['a younger answer lacks the role', [says(true, 1), says(undefined, 5 * minute, 'managed-accounts')], 1],
  ['a younger answer denies it', [says(true, 1), says(false, 5 * minute, 'manage')], null],
  ['two sources contradict each other', [says(true, 1), says(false, 2, 'manage')], 1],
  ['a younger answer says it', [says(false, 1, 'manage'), says(true, 5 * minute)], 5 * minute],
])('says when an account was called an organisation admin: %s', (_, readings, at) => {
  expect(adminReadingAt(readings)).toBe(at);
});
