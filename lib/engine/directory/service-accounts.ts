/** Reads the list of service accounts: the accounts of programs. */
import type { Person } from '#lib/domain/account/person';
import type { Known } from '#lib/domain/directory/known';
import { takePages } from '#lib/engine/directory/retries';
import { type Sweep, why } from '#lib/engine/directory/sweep';
import { ofServiceAccount } from '#lib/engine/directory/to-readings';

/**
 * All service accounts, if Atlassian opens the list to this key. Service accounts without an account ID are left out,
 * since no other answer can name them. A refusal says nothing about the key.
 */
export async function findServiceAccounts(sweep: Sweep): Promise<Known<readonly Person[]>> {
  const { atlassian, organisationId, store, signal, clock } = sweep;
  const found = new Map<string, Person>();
  const fault = await takePages(
    (from) => atlassian.serviceAccounts(organisationId, signal, from),
    ({ accounts }) => {
      const people = accounts.flatMap(({ accountId, name, email }) =>
        accountId === null ? [] : [{ accountId, name: name ?? '', email: email ?? '' }],
      );
      store.save(people.map((person) => ofServiceAccount(person, clock.wall())));
      for (const person of people) found.set(person.accountId, person);
    },
    sweep,
  );
  const at = clock.wall();
  return fault === null
    ? { state: 'known', at, value: [...found.values()] }
    : { state: 'unknown', at, ...why(sweep, fault) };
}
