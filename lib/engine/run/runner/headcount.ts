/** Reading how many active managed accounts the organisation has. */
import { readAccountStatus } from '#lib/domain/account/account-status';
import type { Answer } from '#lib/domain/outcome/answer';
import type { Atlassian } from '#lib/engine/ports';

/** Where nobody counts for us the list is counted, up to so many accounts: a run must not wait for minutes. */
const mostListed = 20_000;

/**
 * The number, or null and why it is not known. An organisation on original user management has no count [SPEC:
 * `ADMIN-400-4`]: then the list of managed accounts is read instead.
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
