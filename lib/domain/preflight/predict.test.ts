import { describe, expect, it } from 'vitest';
import { type KnownOfUser, predict } from '#lib/domain/preflight/predict';
import type { AccountAnswer, ListedAccount } from '#lib/domain/preflight/preflight';

const listed: ListedAccount = {
  status: 'active',
  name: 'Ada Example',
  email: 'ada@example.com',
  lastActive: '2025-01-01T10:00:00.123456789Z',
  products: [],
};
const answer = (verdict: AccountAnswer['verdict'], reason = ''): AccountAnswer => ({
  at: 0,
  verdict,
  reason,
  hint: '',
});

function known(parts: Partial<KnownOfUser>) {
  return predict({
    user: { name: 'Ada Example', email: 'ada@example.com' },
    fileAt: Date.parse('2025-02-01T00:00:00Z'),
    listed,
    synced: false,
    answer: undefined,
    ...parts,
  });
}

describe('what would happen to a user', () => {
  it('is deactivation only once Atlassian was asked about the account: a list is no permission', () => {
    expect(known({})).toMatchObject({ kind: 'unknown', basis: 'none' });
    expect(known({ answer: answer('allowed') })).toMatchObject({ kind: 'will-deactivate', basis: 'asked' });
  });

  it('is a refusal with its reason where Atlassian says so', () => {
    expect(known({ answer: answer('refused', 'By SCIM.') })).toMatchObject({
      kind: 'refused',
      reason: 'By SCIM.',
    });
    expect(known({ answer: answer('unknown-account', 'No such account.') })).toMatchObject({
      kind: 'refused',
    });
  });

  it('is a likely refusal for a provisioned account, until it is asked about', () => {
    expect(known({ synced: true })).toMatchObject({ kind: 'refused', basis: 'listed' });
  });

  it('keeps both facts of a provisioned account that may be deactivated: it will probably come back', () => {
    const prediction = known({ synced: true, answer: answer('allowed') });
    expect(prediction).toMatchObject({ kind: 'will-deactivate', comesBack: true });
    expect(prediction.reason).toContain('put it back');
  });

  it('is "not managed" for who is missing in a complete list, and for nobody while the list is not', () => {
    expect(known({ listed: null })).toMatchObject({ kind: 'not-managed', basis: 'listed' });
    expect(known({ listed: undefined })).toMatchObject({ kind: 'unknown', basis: 'none' });
    const unlisted = known({ listed: null, answer: answer('allowed') });
    expect(unlisted).toMatchObject({ kind: 'will-deactivate', unlisted: true });
    expect(unlisted.reason).toContain('Not among the managed accounts');
  });

  it.each(['inactive', 'closed'])('is "already inactive" for an account listed as %s', (status) => {
    const account = { ...listed, status };
    expect(known({ listed: account })).toMatchObject({ kind: 'already-inactive' });
    expect(known({ listed: account, answer: answer('refused') })).toMatchObject({ kind: 'already-inactive' });
  });

  it('is "changed" for who was active since the export, renamed, or has another address', () => {
    const active = known({ listed: { ...listed, lastActive: '2025-02-03T10:00:00Z' } });
    expect(active).toMatchObject({ kind: 'changed', reason: 'Active since the export, on 2025-02-03.' });
    const renamed = known({ listed: { ...listed, name: 'Ada Sample', email: 'ada@example.org' } });
    expect(renamed.reason).toBe('Now called “Ada Sample”. Now has the address ada@example.org.');
  });

  it('takes case, spaces and what one side leaves out for no change', () => {
    const same = { ...listed, name: ' ada  EXAMPLE', email: null };
    expect(known({ listed: same, answer: answer('allowed') })).toMatchObject({ kind: 'will-deactivate' });
  });

  it('is unknown where Atlassian did not say', () => {
    expect(known({ listed: undefined, answer: answer('unknown', 'No answer.') })).toMatchObject({
      kind: 'unknown',
      reason: 'No answer.',
    });
  });
});
