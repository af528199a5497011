/** What the alarms of a plan look at. */
import type { Membership } from '#lib/domain/plan/alarms/emptied';
import type { SizeLimitVerdict } from '#lib/domain/plan/alarms/size-limit';
import type { OrganisationAdmin, Prediction } from '#lib/domain/preflight/preflight';
import type { Protection } from '#lib/domain/protection/protection';

/** One user of the plan with all that is known of them. */
export interface PlannedUser {
  accountId: string;
  name: string;
  email: string;
  /** The address that Atlassian has; null where it is not known. */
  listedEmail: string | null;
  organisationAdmin: boolean;
  /** Why they might be an organisation admin, in words; null where nothing says so. */
  adminSign: string | null;
  /** The latest date known, YYYY-MM-DD; null for never or not known. */
  lastSeen: string | null;
  prediction: Prediction | undefined;
  /** ISO 8601, the last use of an API token; null for never or not known. */
  tokensUsed: string | null;
}

/** A plan that is about to be sealed, with all that is known of it. */
export interface PlanFacts {
  planned: readonly PlannedUser[];
  /** Everybody who could be left in a domain, group or product, planned or not. */
  memberships: readonly Membership[];
  /** Active accounts of the whole organisation; null where its list was not read whole. */
  activeBy: {
    domain: Readonly<Record<string, number>>;
    product: Readonly<Record<string, number>>;
    /** Whether everybody active is in the file: only then do its groups tell who is left in a group. */
    allInFile: boolean;
    /** Active accounts beyond the file whose address the list leaves out: they may be of any domain. */
    addressesHidden: number;
  } | null;
  admins: AdminKnowledge;
  operator: { accountId: string; name: string } | null;
  /** The address of the admin's own account, where they gave it because no file had it; null for none. */
  ownAddress: string | null;
  /** The protected account of each address, in lower case. */
  addressOwners: ReadonlyMap<string, Protection>;
  sizeLimit: SizeLimitVerdict;
  /** When the file was written or uploaded, and `now`: ms since the epoch. Null where the plan is of no file. */
  fileAt: number | null;
  now: number;
  /** Nobody of the file is among the accounts that the organisation manages. */
  strangers: boolean;
  /** Users of the file whom earlier runs left inactive, by the number of the run. */
  leftInactive: readonly { run: number; users: number }[];
}

/** Who the organisation admins are, and how that is known. */
export interface AdminKnowledge {
  people: readonly OrganisationAdmin[];
  /** Atlassian's own list, or the role column of the file; `at` in ms since the epoch. Null where neither says. */
  known: { by: 'organisation' | 'file'; at: number } | null;
  /** Why the organisation could not say; empty where it did. */
  why: string;
}
