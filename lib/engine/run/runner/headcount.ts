/** Counts the organisation's active managed accounts. */
import { readAccountStatus } from '#lib/domain/account/account-status';
import type { Answer } from '#lib/domain/outcome/answer';
import type { Atlassian } from '#lib/engine/ports';

/** Maximum number of accounts that are listed if Atlassian gives no count. A run must not wait for minutes. */
const mostListed = 20_000;

/**
 * The number, or null with the reason. An organisation on original user management has no count [SPEC: `ADMIN-400-4`],
 * so its list of managed accounts is read instead.
 */
export async function countActive(
  atlassian: Pick<Atlassian, 'countActive' | 'managedAccounts'>,
  organisationId: string,
  signal: AbortSignal,
): Promise<{ active: number | null; message: string }> {
  const counted: Answer<number> = await atlassian.countActive(organisationId, signal);
  if (counted.ok) return { active: counted.value, message: '' };
  const unknown = (why: string) => ({ active: null, message: `It could not be counted: ${why}` });
  if (signal.aborted || counted.fault.code === 'rate-limited' || counted.fault.owner === 'network') {
    return unknown(counted.fault.message);
  }
  const active = new Set<string>();
  const seen = new Set<string>();
  for await (const page of atlassian.managedAccounts(organisationId, signal)) {
    if (!page.ok) return unknown(page.fault.message);
    if ((page.value.total ?? seen.size) > mostListed) {
      return unknown(`${counted.fault.message} The list of managed accounts is too long to be read for it.`);
    }
    for (const { accountId, status } of page.value.accounts) {
      seen.add(accountId);
      if (readAccountStatus(status) === 'active') active.add(accountId);
    }
  }
  return { active: active.size, message: 'Counted from the list of managed accounts.' };
}
