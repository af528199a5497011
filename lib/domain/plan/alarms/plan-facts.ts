/** The facts about a plan that its alarms look at. */

import type { OrganisationAdmin } from '#lib/domain/directory/organisation-facts';
import type { Membership } from '#lib/domain/plan/alarms/emptied';
import type { SizeLimitVerdict } from '#lib/domain/plan/alarms/size-limit';
import type { Prediction } from '#lib/domain/preflight/preflight';
import type { ProtectedAddress } from '#lib/domain/protection/protected-addresses';

/** One user of the plan, with all facts about them. */
export interface PlannedUser {
  /** The place in the plan, from 0. */
  position: number;
  accountId: string;
  name: string;
  email: string;
  /** All addresses in Atlassian's readings of the account, including ones that contradict each other. */
  emailsByAtlassian: readonly string[];
  organisationAdmin: boolean;
  /** The reason why the user might be an organisation admin, as a phrase; null if there is no sign. */
  adminSign: string | null;
  /** The first remark on the row in the file; null if there is none. */
  remark: string | null;
  /** The facts about which sources contradict each other, as a phrase; null if there are none. */
  contradiction: string | null;
  /** The latest known date, YYYY-MM-DD; null for never or not known. */
  lastSeen: string | null;
  /** Whether the file has a date of the user that can be read in two ways, and the admin has not chosen one. */
  dateWaits: boolean;
  prediction: Prediction | undefined;
  /** The earlier run that refused the user, if it may be repeated, as a phrase; else null (see `refusedBefore`). */
  refusedBefore: string | null;
  /** Last use of an API token, ISO 8601; null for never or not known. */
  tokensUsed: string | null;
}

/** A plan that is about to be sealed, with all facts about it. */
export interface PlanFacts {
  planned: readonly PlannedUser[];
  /** Whether the users are those of a run: then none of them can be unticked, only left out. */
  isOfRun: boolean;
  /**
   * The members of every domain, group and product: those of the file, planned or not, or of the plan if there is none.
   */
  memberships: readonly Membership[];
  /** Active accounts of the whole organisation; null if its list was not read completely. */
  activeBy: {
    domain: Readonly<Record<string, number>>;
    product: Readonly<Record<string, number>>;
    /** Whether the file contains every active account. Only then it shows who remains in a group. */
    allInFile: boolean;
    /** Active accounts beyond the file whose address the list omits: they may belong to any domain. */
    addressesHidden: number;
  } | null;
  admins: AdminKnowledge;
  operator: { accountId: string; name: string } | null;
  /** The address of the admin's own account, if the admin typed it because no file had it; else null. */
  ownAddress: string | null;
  /**
   * The reason why the organisation's service accounts are not known, as a sentence; null if Atlassian has named them.
   */
  serviceAccountsUnknown: string | null;
  /** The protected account that owns each address, by the likeness of the address. */
  addressOwners: ReadonlyMap<string, ProtectedAddress>;
  sizeLimit: SizeLimitVerdict;
  /**
   * The time when the file was written or uploaded, and `now`: ms since the epoch. Null if the plan does not come from
   * a file.
   */
  fileAt: number | null;
  now: number;
  /** Users in the file whom earlier runs left inactive, by the number of the run. */
  leftInactive: readonly { run: number; users: number }[];
}

/** The organisation admins, and how they are known. */
export interface AdminKnowledge {
  people: readonly OrganisationAdmin[];
  /**
   * The source: Atlassian's own list, or the role column of the file. `at` is in ms since the epoch. Null if there is
   * none.
   */
  known: { by: 'organisation' | 'file'; at: number } | null;
  /** The reason why the organisation's list could not be read; empty if it could. */
  why: string;
}
