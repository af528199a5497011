import { describe, expect, it } from 'vitest';
import { dryRunMark } from '#lib/domain/act';
import type { Fault } from '#lib/domain/answer';
import type { Reading } from '#lib/domain/judge';
import { type Permission, rehearse } from '#lib/domain/plan-dry-run';

const active: Reading = { says: 'active', text: 'active', tookMs: 1 };
const fault: Fault = {
  code: 'not-managed',
  owner: 'user',
  effect: 'none',
  repeatable: false,
  waitMs: null,
  status: 403,
  sentence: 'Not managed.',
  cure: '',
  words: null,
};
const permission = (allowed: boolean, reason: string | null = null): Permission => ({
  ok: true,
  value: { enablement: { allowed, reason } },
  status: 200,
  tookMs: 1,
});
const outcomes: [string, Reading, Permission, string][] = [
  ['an active account that may be', active, permission(true), 'would-deactivate'],
  ['an active account that was not asked about', active, null, 'would-deactivate'],
  ['an account that SCIM decides about', active, permission(false, 'externalDirectory.scim'), 'refused'],
  ['an account that may not be asked about', active, { ok: false, fault, tookMs: 1 }, 'refused'],
  [
    'an account whose permission nobody could ask about',
    active,
    { ok: false, fault: { ...fault, owner: 'key' }, tookMs: 1 },
    'would-deactivate',
  ],
  ['an inactive account', { says: 'inactive', text: 'closed', tookMs: 1 }, null, 'already-inactive'],
  ['an account that is not managed', { says: 'nothing', fault, tookMs: 1 }, null, 'refused'],
  [
    'an account that nobody answers about',
    { says: 'nothing', fault: { ...fault, owner: 'network' }, tookMs: 1 },
    null,
    'failed',
  ],
];

describe('a dry run', () => {
  it.each(outcomes)('of %s', (_what, reading, asked, outcome) => {
    const event = rehearse(3, reading, asked);
    expect(event).toMatchObject({ type: 'settled', position: 3, outcome, attempt: 0 });
    expect('sentence' in event ? event.sentence : '').toContain(dryRunMark);
  });
});
