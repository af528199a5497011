/** Reads the list of service accounts: the accounts of programs. */
import type { Person } from '#lib/domain/account/person';
import type { Known } from '#lib/domain/directory/known';
import type { Fault } from '#lib/domain/outcome/answer';
import { newPatience } from '#lib/engine/directory/patience';
import { type Sweep, why } from '#lib/engine/directory/sweep';
import { ofServiceAccount } from '#lib/engine/directory/to-readings';

/**
 * All service accounts, if Atlassian offers the list to this key. An account without an account ID is left out: no other
 * answer can name it. A refusal says nothing about the key.
 */
export async function findServiceAccounts(sweep: Sweep): Promise<Known<readonly Person[]>> {
  const { atlassian, organisationId, store, signal, clock } = sweep;
  const { again, reset } = newPatience(sweep);
  const found = new Map<string, Person>();
  let cursor: string | null = null;
  let fault: Fault | null = null;
  do {
    fault = null;
    for await (const answer of atlassian.serviceAccounts(organisationId, signal, cursor)) {
      if (!answer.ok) {
        fault = answer.fault;
        break;
      }
      reset();
      const people = answer.value.accounts.flatMap(({ accountId, name, email }) =>
        accountId === null ? [] : [{ accountId, name: name ?? '', email: email ?? '' }],
      );
      store.save(people.map((person) => ofServiceAccount(person, clock.wall())));
      for (const person of people) found.set(person.accountId, person);
      cursor = answer.value.next;
    }
  } while (fault !== null && (await again(fault)));
  const at = clock.wall();
  return fault === null
    ? { state: 'known', at, value: [...found.values()] }
    : { state: 'unknown', at, ...why(sweep, fault) };
}
