import { expect, it } from 'vitest';
import { otherOrigin } from '#lib/domain/plan/other-organisation';

const here = { id: 'a', name: 'Example Org' };
const other = { id: 'b', name: 'Another Org' };
const twin = { id: 'b', name: 'Example Org' };

it.each([
  ['an upload that no organisation was connected at', 'users-export', undefined, here, null],
  ['an upload whose key did not tell the organisation', 'users-export', { id: null, name: '' }, here, null],
  ['an upload of the connected organisation', 'users-export', here, here, null],
  [
    'an upload of another one',
    'users-export',
    other,
    here,
    'connected to Another Org, and now it is connected to Example Org.',
  ],
  [
    'an upload of another one of the same name',
    'users-export',
    twin,
    here,
    'connected to Example Org (b), and now it is connected to Example Org (a).',
  ],
  [
    'an upload, where what is connected is not known',
    'users-export',
    other,
    null,
    'now it is connected to no known organisation.',
  ],
  ['the directory of the connected organisation', 'organisation', here, here, null],
  [
    'the directory of another one',
    'organisation',
    other,
    here,
    'directory of Another Org, and Lockstep is connected to Example Org.',
  ],
  [
    'a directory of which no organisation is stored',
    'organisation',
    undefined,
    here,
    'It is not known which',
  ],
  [
    'a directory of an organisation without an ID',
    'organisation',
    { id: null, name: '' },
    null,
    'It is not known which',
  ],
] as const)('%s', (_, kind, organisation, connected, expected) => {
  const sign = otherOrigin({ kind, ...(organisation && { organisation }) }, connected);
  if (expected === null) expect(sign).toBeNull();
  else expect(sign).toContain(expected);
});
