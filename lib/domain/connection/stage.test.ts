import { expect, test } from 'vitest';
import type { Connection, KeyCheck } from '#lib/domain/connection/connection';
import { stageOf } from '#lib/domain/connection/stage';

const asked = { at: 0, message: 'Why.', hint: 'How.' };
const accepted: KeyCheck = { state: 'accepted', at: 0 };
const unchecked: KeyCheck = { state: 'unchecked', ...asked };
const unknown: KeyCheck = { state: 'unknown', ...asked };
const refused: KeyCheck = { state: 'refused', ...asked, detail: null };
const chosen = { id: 'o', name: 'An organisation' };

test.each([
  ['chosen and accepted', chosen, accepted, 'ready'],
  ['chosen and not checked yet', chosen, unchecked, 'ready'],
  ['chosen and refused', chosen, refused, 'unready'],
  ['none chosen', null, accepted, 'unready'],
  ['none known, since Atlassian does not say', null, unknown, 'ready'],
] as const)('organisation %s', (_, organisation, check, stage) => {
  const connection: Connection = {
    state: 'connected',
    typedKeyUrl: 'https://api.atlassian.com',
    keychain: 'none',
    source: 'typed',
    apiUrl: 'https://api.atlassian.com',
    keyTail: 'tail',
    organisation,
    organisations: [],
    check,
    expiresOn: null,
  };
  expect(stageOf(connection)).toBe(stage);
  expect(stageOf({ ...connection, source: 'demo' })).toBe(stage === 'ready' ? 'demo' : stage);
});

test('without a key there is none', () => {
  expect(stageOf({ state: 'none', typedKeyUrl: 'https://api.atlassian.com', keychain: 'none' })).toBe('none');
});
