import { expect, it } from 'vitest';
import { addressTakenOverAt } from '#lib/domain/directory/address-holder';
import type { Reading, Source } from '#lib/domain/directory/reading';

const hour = 3_600_000;
const says = (email: string, at: number, source: Source = 'managed-accounts'): Reading => ({
  source,
  at,
  generation: 1,
  facts: { email },
});
const ada = 'ada@example.com';

it.each([
  ['the other account has it', [], [says('Ada@Example.com ', hour)], hour],
  ['the own account has another address', [says('new@example.com', hour)], [says(ada, hour)], hour],
  ['the own account had it earlier', [says(ada, hour)], [says(ada, 2 * hour)], 2 * hour],
  ['both have it', [says(ada, hour)], [says(ada, hour + 60_000)], null],
  ['the own account has it since', [says(ada, 2 * hour)], [says(ada, hour)], null],
  ['nobody has it', [], [says('new@example.com', hour)], null],
  ['the other account had it before the upload', [], [says(ada, hour - 1)], null],
  [
    'the other account had it earlier',
    [],
    [says(ada, hour), says('b@example.com', 2 * hour, 'profile')],
    null,
  ],
  [
    'two sources disagree about the other account',
    [],
    [says('b@example.com', hour), says(ada, hour, 'profile')],
    null,
  ],
])('says since when another account has an address: %s', (_, own, other, at) => {
  expect(addressTakenOverAt(ada, hour, { own, other })).toBe(at);
});
