import { formatQuantity } from '#components/shared/format.ts';
import type { ReviewUser } from '#lib/contract/roster';
import { accountKey } from '#lib/domain/account/account-id';

/** The numbers of rows and of users. They differ where a user has several rows, or a row names nobody. */
export interface RosterSize {
  rows: number;
  users: number;
}

/** Counts the rows of a roster, and the users whom they name. */
export function rosterSize(rows: readonly Pick<ReviewUser, 'accountId' | 'email'>[]): RosterSize {
  const accounts = new Set<string>();
  const emails = new Set<string>();
  const emailsAlone = new Set<string>();
  for (const { accountId, email } of rows) {
    if (accountId !== null) accounts.add(accountKey(accountId));
    if (email !== '') (accountId === null ? emailsAlone : emails).add(email.toLowerCase());
  }
  const users = accounts.size + [...emailsAlone].filter((email) => !emails.has(email)).length;
  return { rows: rows.length, users };
}

/** The number of users, and of rows if it differs. */
export function sizeLabel({ rows, users }: RosterSize): string {
  const label = formatQuantity(users, 'user');
  return users === rows ? label : `${formatQuantity(rows, 'row')}, ${label}`;
}
