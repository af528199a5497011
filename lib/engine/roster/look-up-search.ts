/** Finds the organisation's accounts with the given e-mail addresses. */
import type { Fault } from '#lib/domain/outcome/answer';
import { addressOf, type FoundAccount } from '#lib/domain/roster/look-up';
import { newPatience, type Patience } from '#lib/engine/directory/patience';
import type { Atlassian } from '#lib/engine/ports';

/** The accounts of each address, or why the search failed. */
type FoundByAddress = { accounts: Map<string, FoundAccount[]> } | { fault: Fault };

/** Searches the organisation for these addresses. Repeats the whole search after a temporary fault. */
export async function searchByEmail(
  atlassian: Atlassian,
  organisationId: string,
  emails: readonly string[],
  patience: Patience,
): Promise<FoundByAddress> {
  const { again } = newPatience(patience);
  for (;;) {
    const found = await searchOnce(atlassian, organisationId, emails, patience.signal);
    if (!('fault' in found) || !(await again(found.fault))) return found;
  }
}

async function searchOnce(
  atlassian: Atlassian,
  organisationId: string,
  emails: readonly string[],
  signal: AbortSignal,
): Promise<FoundByAddress> {
  const query = { emails, expand: ['platformRoles'], limit: 100 } as const;
  const accounts = new Map<string, FoundAccount[]>();
  for await (const answer of atlassian.searchUsers(organisationId, '-', query, signal)) {
    if (!answer.ok) return { fault: answer.fault };
    for (const { accountId, email, name, platformRoles } of answer.value) {
      const address = addressOf(email ?? '');
      const admin = platformRoles.includes('atlassian/org-admin');
      accounts.set(address, [...(accounts.get(address) ?? []), { accountId, email, name, admin }]);
    }
  }
  return { accounts };
}
