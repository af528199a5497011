import { expect, it } from 'vitest';
import { doubtOfTyped } from '#components/settings/protection/typed-account.ts';

const id = '712020:676f0bc5-f97d-4d7a-ad20-c74a6fb24f06';
const nobody = () => false;

it('takes the usual forms of account IDs at once', () => {
  for (const usual of [id, '5af2b416bebdf053d8c4161a']) expect(doubtOfTyped(usual, null, nobody)).toBeNull();
});

it('refuses what cannot be an account ID, and says what it is', () => {
  expect(doubtOfTyped('', null, nobody)).toBe('Paste an account ID first.');
  expect(doubtOfTyped('ada@example.com', null, nobody)).toMatch(/e-mail address.*Protect by rule…/);
  expect(doubtOfTyped('a b', null, nobody)).toMatch(/only letters, digits/);
  expect(doubtOfTyped('xyz', null, nobody)).toMatch(/^This is not an account ID\. Copy it/);
  expect(doubtOfTyped('xyz', 'xyz', nobody)).not.toBeNull();
  expect(doubtOfTyped(id, null, () => true)).toBe('This account is protected already.');
});

it('asks to look again at an ID that was cut off or looks unusual, and then takes it', () => {
  for (const odd of [id.slice(0, 20), id.toUpperCase(), 'service-account-7']) {
    expect(doubtOfTyped(odd, null, nobody)).toMatch(/press Protect again: a wrong ID protects nobody\.$/);
    expect(doubtOfTyped(odd, 'another', nobody)).not.toBeNull();
    expect(doubtOfTyped(odd, odd, nobody)).toBeNull();
  }
});
