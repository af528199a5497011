import { describe, expect, it } from 'vitest';
import type { AccountFacts, Permission, Reading } from '#lib/domain/directory/reading';
import { type KnownOfUser, predict } from '#lib/domain/preflight/predict';

const listed: AccountFacts = {
  status: 'active',
  name: 'Ada Example',
  email: 'ada@example.com',
  lastActive: '2025-01-01T10:00:00.123456789Z',
  products: [],
};
const fileAt = Date.parse('2025-02-01T00:00:00Z');
const read = (source: Reading['source'], facts: AccountFacts, at = fileAt): Reading => ({
  source,
  at,
  generation: 1,
  facts,
});

interface Given extends Partial<Omit<KnownOfUser, 'readings'>> {
  listed?: AccountFacts | null;
  synced?: boolean;
  answer?: Permission['verdict'];
  reason?: string;
  readAt?: number;
}

function known({ listed: facts = listed, synced, answer, reason = '', readAt, ...parts }: Given) {
  const readings = [
    ...(facts ? [read('managed-accounts', facts, readAt)] : []),
    ...(synced ? [read('users-search', { managementSource: 'synced' }, readAt)] : []),
    ...(answer ? [read('manage', { permission: { verdict: answer, reason, hint: '' } }, readAt)] : []),
  ];
  return predict({
    user: { name: 'Ada Example', email: 'ada@example.com' },
    fileAt,
    isListed: facts !== null,
    isExternal: false,
    ...parts,
    readings,
  });
}

describe('what would happen to a user', () => {
  it('is deactivation only once Atlassian was asked about the account: a list is no permission', () => {
    expect(known({})).toMatchObject({ kind: 'unknown', basis: 'none' });
    expect(known({ answer: 'allowed' })).toMatchObject({ kind: 'will-deactivate', basis: 'asked' });
  });

  it('is that the account is not managed where the file says so and Atlassian says nothing', () => {
    const byFile = known({ listed: null, isListed: undefined, isExternal: true });
    expect(byFile).toMatchObject({ kind: 'not-managed', basis: 'listed' });
    expect(byFile.reason).toContain('The file says');
    expect(known({ listed: null, isListed: undefined }).kind).toBe('unknown');
    expect(known({ isExternal: true }).kind).toBe('unknown');
    expect(known({ isExternal: true, answer: 'allowed' }).kind).toBe('will-deactivate');
  });

  it('is a refusal with its reason where Atlassian says so', () => {
    expect(known({ answer: 'refused', reason: 'By SCIM.' })).toMatchObject({
      kind: 'refused',
      reason: 'By SCIM.',
    });
    expect(known({ answer: 'unknown-account', reason: 'No such account.' })).toMatchObject({
      kind: 'refused',
    });
  });

  it('is a likely refusal for a provisioned account, until it is asked about', () => {
    expect(known({ synced: true })).toMatchObject({ kind: 'refused', basis: 'listed' });
  });

  it('keeps both facts of a provisioned account that may be deactivated: it will probably come back', () => {
    const prediction = known({ synced: true, answer: 'allowed' });
    expect(prediction).toMatchObject({ kind: 'will-deactivate', comesBack: true });
    expect(prediction.reason).toContain('put it back');
  });

  it('is "not managed" for who is missing in a complete list, and for nobody while the list is not', () => {
    expect(known({ listed: null })).toMatchObject({ kind: 'not-managed', basis: 'listed' });
    expect(known({ listed: null, isListed: undefined })).toMatchObject({ kind: 'unknown', basis: 'none' });
    const unlisted = known({ listed: null, answer: 'allowed' });
    expect(unlisted).toMatchObject({ kind: 'will-deactivate', unlisted: true });
    expect(unlisted.reason).toContain('Not among the managed accounts');
  });

  it.each(['inactive', 'closed'])('is "already inactive" for an account listed as %s', (status) => {
    const account = { ...listed, status };
    expect(known({ listed: account })).toMatchObject({ kind: 'already-inactive' });
    expect(known({ listed: account, answer: 'refused' })).toMatchObject({ kind: 'already-inactive' });
  });

  it('is "changed" for who was active since the export, renamed, or has another address', () => {
    const active = known({ listed: { ...listed, lastActive: '2025-02-03T10:00:00Z' } });
    expect(active).toMatchObject({ kind: 'changed', reason: 'Active since the export, on 2025-02-03.' });
    const renamed = known({ listed: { ...listed, name: 'Ada Sample', email: 'ada@example.org' } });
    expect(renamed.reason).toBe('Now called “Ada Sample”. Now has the address ada@example.org.');
  });

  it('takes case, spaces and what one side leaves out for no change', () => {
    const { email: _, ...rest } = listed;
    const same = { ...rest, name: ' ada  EXAMPLE' };
    expect(known({ listed: same, answer: 'allowed' })).toMatchObject({ kind: 'will-deactivate' });
  });

  it('is not concluded from what Atlassian said before the file was written', () => {
    const readAt = fileAt - 1;
    const account = { ...listed, status: 'inactive', name: 'Ada Sample' };
    expect(known({ listed: account, readAt })).toMatchObject({ kind: 'unknown', reason: '' });
    expect(known({ listed: account, synced: true, readAt })).toMatchObject({ kind: 'refused' });
  });

  it('is not "already inactive" where two sources contradict each other', () => {
    const readings = [
      read('profile', { status: 'active' }),
      read('managed-accounts', { ...listed, status: 'inactive' }),
    ];
    const user = { name: 'Ada Example', email: 'ada@example.com' };
    expect(predict({ user, fileAt, readings, isListed: true, isExternal: false }).kind).toBe('unknown');
  });

  it('is unknown where Atlassian did not say', () => {
    expect(
      known({ listed: null, isListed: undefined, answer: 'unknown', reason: 'No answer.' }),
    ).toMatchObject({
      kind: 'unknown',
      reason: 'No answer.',
    });
  });
});
