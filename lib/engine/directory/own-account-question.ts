/**
 * Finds the account of the key's owner: only an organisation admin can create a key, and nobody may deactivate
 * themselves.
 */
import { parseAccountId } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import type { Known } from '#lib/domain/directory/known';
import { isKeyFault } from '#lib/domain/outcome/answer';
import { askWithRetries } from '#lib/engine/directory/retries';
import { type Sweep, why } from '#lib/engine/directory/sweep';

/** The reason key of a refusal to let admins act on themselves [SPEC]. */
export const ownReason = 'administrative.notMyself';

/** Maximum number of admins that are asked about. */
const mostAsked = 20;

/**
 * Asks for each of these organisation admins whether they may be deactivated, until the answer says that it is the
 * owner of the key. Whether Atlassian takes a key for a person is not known [INFER].
 */
export async function askOwnAccount(sweep: Sweep, admins: readonly Person[]): Promise<Known<Person>> {
  const { atlassian, signal, clock } = sweep;
  for (const admin of admins.slice(0, mostAsked)) {
    const id = parseAccountId(admin.accountId);
    if (id === null) continue;
    const answer = await askWithRetries(() => atlassian.permissions(id, signal), sweep);
    const at = clock.wall();
    if (answer.ok && answer.value.enablement?.reason === ownReason) {
      return { state: 'known', at, value: admin };
    }
    if (!answer.ok && (signal.aborted || isKeyFault(answer.fault.code) || answer.fault.owner !== 'user')) {
      return { state: 'unknown', at, ...why(sweep, answer.fault) };
    }
  }
  const message = 'Atlassian called no organisation admin the owner of the key.';
  return { state: 'unknown', at: clock.wall(), message, hint: 'Say on the review which account is yours.' };
}
