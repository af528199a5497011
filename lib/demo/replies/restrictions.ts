/** Restrictions of accounts that somebody else than the organisation's admins manages. */
import type { Organisation } from '#lib/demo/organisation/organisation';
import type { Person } from '#lib/demo/people/person';
import type { Restriction } from '#lib/demo/replies/user-replies';

/** The reason why a person's account cannot be activated or deactivated from here; null if it can [SPEC, INFER]. */
export function restrictionOf(organisation: Organisation, person: Person): Restriction | null {
  const { faults } = organisation;
  switch (person.kind) {
    case 'scim':
      return faults.scimReactivatesAfterMs === null ? 'externalDirectory.scim' : null;
    case 'google':
      return 'externalDirectory.google';
    case 'export-control':
      return 'blocked.exportControl';
    default: {
      const own = person === organisation.people[0];
      return own && faults.ownAccount === 'refused' ? 'administrative.notMyself' : null;
    }
  }
}

/** The reason why a person's profile or address cannot be changed from here; null if it can. */
export function directoryOf(person: Person): Restriction | null {
  if (person.kind === 'scim') return 'externalDirectory.scim';
  return person.kind === 'google' ? 'externalDirectory.google' : null;
}
