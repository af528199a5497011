/** The contents of Atlassian's answers, in the engine's terms, and the parameters of a search. */

/** A profile of an account. `status` and `type` are in lower case; Atlassian may add values [SPEC]. */
export interface AccountProfile {
  accountId: string;
  /** `atlassian` means a person; null if not given. */
  type: 'atlassian' | 'customer' | 'app' | (string & {}) | null;
  status: 'active' | 'inactive' | 'closed' | (string & {});
  name: string | null;
  email: string | null;
}

/**
 * One of the organisation's managed accounts. `type` and `status` are in lower case and may have new values.
 * `lastActive` is ISO 8601; Atlassian leaves it out for an account or product that was never used [SPEC].
 */
export interface ManagedAccount {
  accountId: string;
  type: string | null;
  status: string | null;
  name: string | null;
  email: string | null;
  /** Whether Atlassian Guard bills the account [SPEC]. */
  billable: boolean | null;
  lastActive: string | null;
  products: readonly { key: string; name: string | null; url: string | null; lastActive: string | null }[];
}

/** One page of managed accounts. `next` is the cursor of the following page; null on the last. */
export interface AccountsPage {
  accounts: readonly ManagedAccount[];
  /** The number of accounts on all pages; null if Atlassian does not give it. */
  total: number | null;
  next: string | null;
}

/**
 * A user according to the directories. Types, statuses and sources are in lower case and may have new values; a field
 * that Atlassian does not give is null. The last three are empty if they were not requested or not given [SPEC].
 */
export interface DirectoryUser {
  accountId: string;
  accountType: string | null;
  accountStatus: string | null;
  /** Account and membership in one, such as `deactivated` or `for_deletion` [SPEC]. */
  status: string | null;
  claimStatus: string | null;
  /** `synced`: an identity provider manages the account [SPEC]. */
  managementSource: string | null;
  name: string | null;
  email: string | null;
  /** For example `atlassian/org-admin`. */
  platformRoles: readonly string[];
  groups: readonly { id: string; name: string | null }[];
  /** `id` names the product of one site; `lastActive` is ISO 8601. */
  productAccess: readonly { key: string; id: string | null; lastActive: string | null }[];
}

/** One page of a search for users. `next` is the cursor of the following page; null on the last. */
export interface UsersPage {
  users: readonly DirectoryUser[];
  next: string | null;
}

/** The filters of a search for users, all optional; a user must fit each that is given [SPEC]. */
export interface UsersQuery {
  /** 1 to 10. */
  accountIds?: readonly string[];
  /** 1 to 100; the whole addresses. */
  emails?: readonly string[];
  /** 1 to 10. */
  emailDomains?: readonly string[];
  /** 1 to 10. */
  groupIds?: readonly string[];
  /** 1 to 10, such as `atlassian/org-admin`. */
  roleIds?: readonly string[];
  claimStatus?: 'managed' | 'unmanaged';
  accountStatus?: readonly ('active' | 'inactive' | 'closed')[];
  /** Parts of a user that Atlassian gives on request only. */
  expand?: readonly ('platformRoles' | 'productAccess' | 'groups')[];
  /** Users per page, 1 to 100; 50 by default. */
  limit?: number;
}

/**
 * One API token of a managed account, without its secret. Times are ISO 8601, the status is in lower case; a field that
 * Atlassian does not give is null [DOC].
 */
interface OrganisationToken {
  id: string | null;
  /** The account that the token acts for. */
  accountId: string | null;
  /** `allowed` or `blocked` [CODE]. */
  status: string | null;
  expiresAt: string | null;
  /** The last use. */
  lastActive: string | null;
}

/** One page of the organisation's API tokens. `next` is the cursor of the following page; null on the last. */
export interface OrganisationTokensPage {
  tokens: readonly OrganisationToken[];
  next: string | null;
}

/**
 * One service account: an account of a program, which an admin creates in Atlassian Administration [DOC]. A field that
 * Atlassian does not give is null.
 */
interface ServiceAccount {
  /** The account ID that the other APIs use; this API has another ID beside it, which is not read [CODE]. */
  accountId: string | null;
  name: string | null;
  email: string | null;
  /** In lower case; the values are not published. */
  status: string | null;
}

/** One page of the organisation's service accounts. `next` is the cursor of the following page; null on the last. */
export interface ServiceAccountsPage {
  accounts: readonly ServiceAccount[];
  /** The number of accounts on all pages; null if Atlassian does not give it. */
  total: number | null;
  next: string | null;
}

/** The person or key that acted, as the audit log says; a field that Atlassian does not give is null [SPEC]. */
interface AuditActor {
  id: string | null;
  name: string | null;
  email: string | null;
  /** The ID and the label of the key or token that acted. */
  tokenId: string | null;
  tokenLabel: string | null;
}

/** One event of the organisation's audit log [SPEC]. */
export interface AuditEvent {
  id: string;
  /** Ms since the epoch. */
  at: number;
  /** For example `managed_account_deactivated`; the list is not published as a whole [CODE]. */
  action: string;
  actor: AuditActor;
  /** The IDs of what the action was about, accounts among them. */
  about: readonly string[];
}

/** One page of the audit log. `unread` are events that could not be read. `next` is the cursor; null on the last. */
export interface AuditPage {
  events: readonly AuditEvent[];
  unread: number;
  next: string | null;
}

/** One page of the organisation's workspaces: each is one product of one site. `next` as in the other lists. */
export interface WorkspacesPage {
  /** `id` is an Atlassian resource identifier, `url` the address of the product; null if Atlassian does not give it. */
  workspaces: readonly { id: string; url: string | null }[];
  next: string | null;
}
