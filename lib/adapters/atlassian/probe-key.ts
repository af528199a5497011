/** Finds out, without changing anything, whether a key may manage accounts. */
import { fault } from '#lib/adapters/atlassian/answers/fault';
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { connectUnscoped } from '#lib/domain/connection/api-key';
import { type Answer, isNotOffered } from '#lib/domain/outcome/answer';
import type { ManagedAccount } from '#lib/engine/atlassian-shapes';
import type { Atlassian } from '#lib/engine/ports';

/** The parts of an account that decide whether it is asked about. */
type Candidate = Pick<ManagedAccount, 'accountId' | 'type' | 'status'>;

/**
 * Asks for the permissions on one managed account, taken from one of the organisation's own lists. The API has no "who
 * am I" [SPEC], and a key with scopes can list accounts but not manage them [CODE]. `unknown` if there is no account to
 * ask about, because the lists are empty or not open to this key: a list that is not open says nothing about the key.
 */
export async function probeKey(
  client: Pick<Atlassian, 'managedAccounts' | 'searchUsers' | 'permissions'>,
  organisationId: string,
  signal?: AbortSignal,
): Promise<Answer<'usable' | 'unknown'>> {
  const listed = await listedAccounts(client, organisationId, signal);
  const { tookMs } = listed;
  if (!listed.ok) {
    const { fault } = listed;
    return isNotOffered(fault) ? { ok: true, value: 'unknown', status: fault.status ?? 0, tookMs } : listed;
  }
  const id = accountToAsk(listed.value);
  if (id === null) return { ok: true, value: 'unknown', status: listed.status, tookMs };

  const answer = await client.permissions(id, signal);
  const took = tookMs + answer.tookMs;
  if (answer.ok) return { ok: true, value: 'usable', status: answer.status, tookMs: took };
  if (answer.fault.code === 'not-found') return { ok: true, value: 'unknown', status: 404, tookMs: took };
  // The organisation lists this account as managed, so a refusal can only be about the key.
  if (answer.fault.owner === 'user')
    return { ok: false, fault: { ...mayNotManage, detail: answer.fault.detail }, tookMs: took };
  return { ok: false, fault: answer.fault, tookMs: took };
}

/**
 * Some managed accounts: the first page of the v1 list, or, where that list is not open, one that the search finds. The
 * answer about the v1 list if neither has any.
 */
async function listedAccounts(
  client: Pick<Atlassian, 'managedAccounts' | 'searchUsers'>,
  organisationId: string,
  signal: AbortSignal | undefined,
): Promise<Answer<readonly Candidate[]>> {
  const page = await first(client.managedAccounts(organisationId, signal));
  if (page.ok) return { ...page, value: page.value?.accounts ?? [] };
  if (!isNotOffered(page.fault)) return page;
  const query = { claimStatus: 'managed', accountStatus: ['active'], limit: 1 } as const;
  const searched = await first(client.searchUsers(organisationId, '-', query, signal));
  if (!searched.ok) return page;
  const managed = (searched.value?.users ?? []).filter(({ claimStatus }) => claimStatus === 'managed');
  const value = managed.map((user) => ({ ...user, type: user.accountType, status: user.accountStatus }));
  return { ...searched, value, tookMs: page.tookMs + searched.tookMs };
}

/** The first page of a list; null if it has none. */
async function first<P>(pages: AsyncIterable<Answer<P>>): Promise<Answer<P | null>> {
  for await (const answer of pages) return answer;
  return { ok: true, value: null, status: 200, tookMs: 0 };
}

/** An active account of a person, if there is one: customers and apps are managed differently. */
function accountToAsk(accounts: readonly Candidate[]): AccountId | null {
  const rank = (account: Candidate) =>
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
