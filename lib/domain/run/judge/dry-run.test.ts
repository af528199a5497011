import { describe, expect, it } from 'vitest';
import { dryRunMark } from '#lib/domain/outcome/act';
import type { Fault } from '#lib/domain/outcome/answer';
import { type Permission, rehearse } from '#lib/domain/run/judge/dry-run';

const fault: Fault = {
  code: 'not-managed',
  owner: 'user',
  effect: 'none',
  repeatable: false,
  waitMs: null,
  status: 403,
  message: 'Not managed.',
  hint: '',
  detail: null,
};
const permission = (allowed: boolean, reason: string | null = null): Permission => ({
  ok: true,
  value: { enablement: { allowed, reason } },
  status: 200,
  tookMs: 1,
});
const outcomes: [string, Permission, string][] = [
  ['an active account that may be', permission(true), 'would-deactivate'],
  ['an active account that was not asked about', null, 'would-deactivate'],
  ['an account that SCIM decides about', permission(false, 'externalDirectory.scim'), 'refused'],
  ['an account that may not be asked about', { ok: false, fault, tookMs: 1 }, 'refused'],
  [
    'an account whose permission nobody could ask about',
    { ok: false, fault: { ...fault, owner: 'atlassian' }, tookMs: 1 },
    'would-deactivate',
  ],
];

describe('a dry run', () => {
  it.each(outcomes)('of %s', (_what, asked, outcome) => {
    const event = rehearse(3, 1, asked);
    expect(event).toMatchObject({ type: 'settled', position: 3, outcome, attempt: 0 });
    expect('message' in event ? event.message : '').toContain(dryRunMark);
  });

  it('names the kind of a refusal, whoever said it', () => {
    const codeOf = (asked: Permission) => rehearse(3, 1, asked);
    expect(codeOf(permission(false, 'externalDirectory.scim'))).toMatchObject({ code: 'identity-provider' });
    expect(codeOf(permission(false, 'a reason of tomorrow'))).toMatchObject({ code: 'not-allowed' });
    expect(codeOf({ ok: false, fault, tookMs: 1 })).toMatchObject({ code: 'not-managed' });
    expect(codeOf(permission(true))).toMatchObject({ code: null });
  });
});
