import { formatQuantity } from '#components/shared/format.ts';
import type { ReviewUser } from '#lib/contract/roster';
import { accountKey } from '#lib/domain/account/account-id';

/** The number of users, and of rows if it differs: a user may have several rows, and a row may name nobody. */
export function sizeLabel(rows: readonly Pick<ReviewUser, 'accountId' | 'email'>[]): string {
  const accounts = new Set<string>();
  const emails = new Set<string>();
  const emailsAlone = new Set<string>();
  for (const { accountId, email } of rows) {
    if (accountId !== null) accounts.add(accountKey(accountId));
    if (email !== '') (accountId === null ? emailsAlone : emails).add(email.toLowerCase());
  }
  const users = accounts.size + [...emailsAlone].filter((email) => !emails.has(email)).length;
  const label = formatQuantity(users, 'user');
  return users === rows.length ? label : `${formatQuantity(rows.length, 'row')}, ${label}`;
}
