/**
 * Protects the account that Atlassian identifies as the key owner's own. It counts as the operator's, whatever the
 * admin entered before.
 */
import type { AccountId } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import { ownReason } from '#lib/engine/directory/own-account-question';
import type { Atlassian, Gateway } from '#lib/engine/ports';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import type { RosterStore } from '#lib/engine/storage/rosters';
import { inTurns } from '#lib/engine/turns';

/** Wraps a gateway: its clients call `found` when an answer names the key owner's own account. */
export function noticingOwnAccount(
  gateway: Gateway,
  found: (accountId: AccountId) => Promise<void>,
): Gateway {
  return {
    open(target) {
      const client = gateway.open(target);
      const noticing: Pick<Atlassian, 'permissions' | 'disable'> = {
        async permissions(id, signal) {
          const answer = await client.permissions(id, signal);
          if (answer.ok && answer.value.enablement?.reason === ownReason) await found(id);
          return answer;
        },
        async disable(id, message, signal) {
          const answer = await client.disable(id, message, signal);
          if (!answer.ok && answer.fault.detail?.includes(ownReason)) await found(id);
          return answer;
        },
      };
      return { ...client, ...noticing };
    },
  };
}

/**
 * Protects the account as the operator's. Corrects every roster that contains it although its admin said that it does
 * not.
 */
export async function keepOwnAccount(
  accountId: AccountId,
  { protections, rosterStore }: { protections: ProtectionVerbs; rosterStore: RosterStore },
): Promise<void> {
  const person: Person = { accountId, name: '', email: '' };
  // Protected at once. Searching the rosters for its name and its ticks takes longer.
  const isNew = protections.correctOperator(person);
  for (const { id, operatorAbsent } of rosterStore.list()) {
    const row = await inTurns(rosterStore.find(id, accountId));
    if (!row?.accountId) continue;
    person.name ||= row.name;
    person.email ||= row.email;
    rosterStore.setTicked(id, [row.accountId], false);
    if (operatorAbsent) rosterStore.setOperatorAbsent(id, false);
  }
  if (isNew && person.name + person.email !== '') protections.setOperator(person);
}
