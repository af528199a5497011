/** Tests what an action of the audit log means, and how its readings are folded. */
import { expect, it } from 'vitest';
import { actionSense } from '#lib/domain/audit/action-sense';
import type { AuditLogEvent } from '#lib/domain/audit/audit-events';
import { type AuditLog, foldAuditLog, isReadingLog } from '#lib/domain/audit/audit-log';

it.each([
  ['managed_account_deactivated', 'inactive'],
  ['user_disabled_org_access', 'inactive'],
  ['managed_account_reactivated', 'active'],
  ['user_activated', 'active'],
  ['user_unsuspended', 'active'],
  ['user_login', null],
  ['group_created', null],
] as const)('%s gives the status %s', (action, sense) => {
  expect(actionSense(action)).toBe(sense);
});

const begun: AuditLogEvent = { type: 'audit-begun', from: 1, to: 2 };
const actor = { id: 'a', name: null, email: null, tokenId: null, tokenLabel: null };
const event = { at: 1, action: 'managed_account_deactivated', actor, positions: [0], others: [] };
const page: AuditLogEvent = { type: 'audit-read', events: [event], left: 3, unread: 1 };
const ended = (message: string): AuditLogEvent => ({ type: 'audit-ended', message, hint: '' });
const folded = (...events: AuditLogEvent[]) =>
  events.reduce<AuditLog | null>((log, each, at) => foldAuditLog(log, each, at), null);

it('counts what it has read, and knows nothing before its end', () => {
  expect(folded(page)).toBeNull();
  expect(isReadingLog(folded(begun, page))).toBe(true);
  expect(folded(begun, page)?.known).toBeNull();
  expect(folded(begun, page, page, ended(''))?.known).toMatchObject({ pages: 2, left: 6, unread: 2 });
});

it('a reading without a page leaves the one before it as it is', () => {
  const log = folded(begun, page, ended(''), begun, ended('Not open to this key.'));
  expect(log?.known).toMatchObject({ pages: 1, message: '' });
  expect(log?.last).toMatchObject({ pages: 0, message: 'Not open to this key.' });
});
