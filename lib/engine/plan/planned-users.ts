/** The users of a plan and of its file, with what the file and Atlassian say about them. */
import { readAccountStatus } from '#lib/domain/account/account-status';
import { adminSign } from '#lib/domain/account/admin-signs';
import { emailDomain } from '#lib/domain/account/email-domain';
import type { Membership } from '#lib/domain/plan/alarms/emptied';
import type { PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import type { RosterUser } from '#lib/domain/roster/roster';
import type { Candidate } from '#lib/engine/directory/candidates';
import type { Knowledge } from '#lib/engine/directory/knowledge';
import type { ToJudge } from '#lib/engine/plan/to-judge';

/** A candidate as a user of the plan. */
export function plannedUser(
  { row, ...person }: Candidate,
  { accounts, predictions }: Knowledge,
): PlannedUser {
  const known = accounts.get(person.accountId);
  const dates = [row?.lastSeen ?? null, known?.listed?.lastActive?.slice(0, 10) ?? null];
  const lastSeen =
    dates
      .filter((date) => date !== null)
      .sort()
      .at(-1) ?? null;
  return {
    accountId: person.accountId,
    name: person.name,
    email: person.email,
    listedEmail: known?.listed?.email ?? null,
    organisationAdmin: row?.organisationAdmin ?? false,
    adminSign: row && adminSign(row),
    lastSeen,
    prediction: predictions?.get(person.accountId),
    tokensUsed: known?.tokens?.lastAccess ?? null,
  };
}

/** The address of each account in the file, according to the file and to Atlassian's list. */
export function* addressesOf({ file, knowledge }: Pick<ToJudge, 'file' | 'knowledge'>) {
  for (const { accountId, email } of file?.users ?? []) {
    if (accountId !== null) yield { accountId, email };
  }
  for (const [accountId, { listed }] of knowledge.accounts) {
    yield { accountId, email: listed?.email ?? '' };
  }
}

/** The domain, groups and products of a user in the file; empty if the file has no account ID for them. */
export function membership(user: RosterUser, { accounts }: Knowledge): Membership[] {
  if (user.accountId === null) return [];
  const listed = accounts.get(user.accountId)?.listed ?? null;
  const active = listed ? readAccountStatus(listed.status) !== 'inactive' : user.status !== 'inactive';
  const { accountId, groups } = user;
  const domain = emailDomain(listed?.email ?? user.email);
  return [{ accountId, active, domain, groups, products: listed?.products ?? [] }];
}
