/**
 * Makes up the service accounts: accounts of programs that an admin creates in Atlassian Administration. They are in no
 * directory [CODE], so that no list of people and no export has them.
 */
import { accountIdOf } from '#lib/demo/people/people';
import type { Person } from '#lib/demo/people/person';
import { serviceAccountDomain } from '#lib/demo/people/site';
import { seededRandom } from '#lib/demo/seeded-random';

const names = ['deploy', 'reporting', 'crm-sync', 'release-notes', 'alerting'] as const;

/** An organisation may have 5 without a further subscription, and 250 with Atlassian Guard Standard [DOC]. */
const fewest = 5;
const most = 250;

/** One for each hundred people, within the limits. The same seed gives the same accounts. */
export function makeServiceAccounts(people: number, seed: number): Person[] {
  const random = seededRandom(seed ^ 0x5e41);
  const count = Math.min(most, Math.max(fewest, Math.floor(people / 100)));
  return Array.from({ length: count }, (_, at): Person => {
    const name = at < names.length ? `app-${names[at]}` : `app-${names[at % names.length]}-${at}`;
    return {
      accountId: accountIdOf(random),
      kind: 'app',
      name,
      nickname: name,
      email: `${name}-${random.hex(8)}@${serviceAccountDomain}`,
      emailHidden: false,
      status: 'active',
      suspended: false,
      deletedAt: null,
      addedToOrganisation: '2025-06-02',
      products: {},
      groups: [],
      jobTitle: '',
      department: '',
      employer: '',
      location: '',
      zoneinfo: 'Etc/UTC',
      locale: 'en-US',
    };
  });
}
