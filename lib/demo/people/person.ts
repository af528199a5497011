/** One made-up person of the demo organisation. */

/** The property that makes operations treat a person differently. */
export type PersonKind =
  | 'ordinary'
  | 'scim' // provisioned by an identity provider
  | 'google' // synced from Google
  | 'organisation-admin'
  | 'unverified' // e-mail never verified
  | 'unmanaged' // of a domain the organisation has not claimed
  | 'service-account' // a person's account that a program uses
  | 'app' // one of Atlassian's service accounts: in no list of people
  | 'export-control' // blocked by export control
  | 'entitled'; // owns a site: not eligible for deactivation

/** A made-up person. */
export interface Person {
  readonly accountId: string;
  readonly kind: PersonKind;
  name: string;
  nickname: string;
  email: string;
  /** The v1 list of managed accounts omits the address if its owner hides it [SPEC]. */
  emailHidden: boolean;
  /** The real status; a profile may show the old one for a while (`staleReadsMs`). */
  status: 'active' | 'inactive' | 'closed';
  /** Suspended in all directories of the organisation; the account itself stays active [SPEC]. */
  suspended: boolean;
  /** The time when its deletion was ordered, in ms since the epoch; null if it was not. */
  deletedAt: number | null;
  /** YYYY-MM-DD. */
  addedToOrganisation: string;
  /**
   * Maps the label of each product to the date last seen there (YYYY-MM-DD), or null for never. A product without
   * access is absent.
   */
  products: Record<string, string | null>;
  groups: string[];
  jobTitle: string;
  department: string;
  employer: string;
  location: string;
  zoneinfo: string;
  locale: string;
}

/** Whether the organisation has claimed the domain of this person's e-mail address. */
export function isManaged(person: Person): boolean {
  return person.kind !== 'unmanaged';
}

/** Whether a directory outside Atlassian manages this person. */
export function isSynced(person: Person): boolean {
  return person.kind === 'scim' || person.kind === 'google';
}

/** The latest date over all products; null for never. */
export function lastActive(person: Person): string | null {
  const dates = Object.values(person.products).filter((date) => date !== null);
  return dates.sort().at(-1) ?? null;
}
