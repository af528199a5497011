/** Finds out, without changing anything, whether a key may manage accounts. */

import { fault } from '#lib/adapters/atlassian/answers/fault';
import type { ManagePermissions } from '#lib/adapters/atlassian/atlassian-schemas';
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { connectUnscoped } from '#lib/domain/connection/api-key';
import type { Answer } from '#lib/domain/outcome/answer';
import type { ManagedAccount } from '#lib/engine/ports';

/**
 * Asks for the permissions on one managed account, taken from the first page of the organisation's own list. The API
 * has no "who am I" [SPEC], and a key with scopes can list accounts but not manage them [CODE]. `unknown` if there is
 * no account to ask about.
 */
export async function probeKey(
  firstPage: Answer<readonly ManagedAccount[]>,
  permissions: (id: AccountId) => Promise<Answer<ManagePermissions>>,
): Promise<Answer<'usable' | 'unknown'>> {
  const { tookMs } = firstPage;
  if (!firstPage.ok) {
    const { fault } = firstPage;
    return fault.code === 'not-found' ? { ok: true, value: 'unknown', status: 404, tookMs } : firstPage;
  }
  const id = accountToAsk(firstPage.value);
  if (id === null) return { ok: true, value: 'unknown', status: firstPage.status, tookMs };

  const answer = await permissions(id);
  const took = tookMs + answer.tookMs;
  if (answer.ok) return { ok: true, value: 'usable', status: answer.status, tookMs: took };
  if (answer.fault.code === 'not-found') return { ok: true, value: 'unknown', status: 404, tookMs: took };
  // The organisation lists this account as managed, so a refusal can only be about the key.
  if (answer.fault.owner === 'user')
    return { ok: false, fault: { ...mayNotManage, detail: answer.fault.detail }, tookMs: took };
  return { ok: false, fault: answer.fault, tookMs: took };
}

/** An active account of a person, if there is one: customers and apps are managed differently. */
function accountToAsk(accounts: readonly ManagedAccount[]): AccountId | null {
  const rank = (account: ManagedAccount) =>
    (account.type === 'atlassian' ? 0 : 2) + (readAccountStatus(account.status) === 'active' ? 0 : 1);
  const [first] = [...accounts].sort((a, b) => rank(a) - rank(b));
  return first ? parseAccountId(first.accountId) : null;
}

const mayNotManage = fault({
  code: 'key-forbidden',
  owner: 'key',
  status: 403,
  message:
    'The API key can list the managed accounts of this organisation, but may not manage them (403 Forbidden).',
  hint: connectUnscoped,
});
