import { expect, it } from 'vitest';
import type { Connection, KeyCheck } from '#lib/domain/connection/connection';
import { isForGood, type ResumeFacts, resumeObstacle } from '#lib/domain/run/next/obstacle';

const day = 24 * 3_600_000;
const accepted: KeyCheck = { state: 'accepted', at: 0 };
const refused: KeyCheck = { state: 'refused', at: 0, message: 'No.', hint: 'Make a key.', detail: '401' };

function connected(id: string, check: KeyCheck = accepted): Connection {
  const organisation = { id, name: 'Sample' };
  return {
    state: 'connected',
    ...{
      typedKeyUrl: 'https://api.example',
      keychain: 'none',
      source: 'typed',
      apiUrl: 'https://api.example',
    },
    ...{ keyTail: 'abcd', organisation, organisations: [organisation], check, expiresOn: null },
  };
}

const facts: ResumeFacts = {
  watching: false,
  state: { act: 'deactivate', calledAt: 0, file: '1-1' },
  plan: { organisationId: 'org', organisationName: 'Sample' },
  differences: [],
  connection: connected('org'),
  file: '1-1',
  wall: 0,
};
const none = () => null;
const rule = () => ({ message: 'A rule cannot be checked.', hint: 'Remove it.' });
const never = () => expect.unreachable('The rules are asked for nothing.');

it('finds no obstacle while everything is as it was', () => {
  expect(resumeObstacle(facts, none)).toBeNull();
  // The file of an earlier version, and of a system that does not tell it.
  expect(resumeObstacle({ ...facts, file: null }, none)).toBeNull();
});

it.each([
  ['watching', { watching: true, differences: ['The plan differs.'] }, never],
  ['differs', { differences: ['The plan differs.'], wall: 2 * day }, never],
  ['stood-still', { wall: day + 1, connection: connected('other') }, never],
  ['not-connected', { connection: { state: 'none', typedKeyUrl: '', keychain: 'none' } }, never],
  ['other-organisation', { connection: connected('other', refused) }, never],
  ['key-refused', { connection: connected('org', refused) }, never],
  ['unchecked-rule', { file: '2-1' }, rule],
  ['in-copy', { file: '2-1', wall: day }, none],
] as const)('is the first that there is: %s', (kind, now, asked) => {
  const obstacle = resumeObstacle({ ...facts, ...now } as ResumeFacts, asked);
  expect(obstacle?.kind).toBe(kind);
  expect(obstacle && isForGood(obstacle)).toBe(kind === 'differs' || kind === 'stood-still');
});

it('lets a dry run go on, however long it stood, and in a copy', () => {
  const state = { ...facts.state, act: 'dry-run' as const };
  expect(resumeObstacle({ ...facts, state, wall: 9 * day, file: '2-1' }, none)).toBeNull();
});
