/**
 * What the engine needs of the outside, in its own terms. Adapters implement these; the engine names none of them.
 */
import type { AccountId } from '#lib/domain/account/account-id';
import type { Answer } from '#lib/domain/outcome/answer';
import type { Moment } from '#lib/domain/run/hold';

/** An organisation that a key can see. */
export interface Organisation {
  id: string;
  name: string;
}

/** What a profile says of an account. `status` and `type` are lower-case and open: Atlassian may add values [SPEC]. */
export interface AccountProfile {
  accountId: string;
  /** `atlassian` is a person’s; null where it is not said. */
  type: 'atlassian' | 'customer' | 'app' | (string & {}) | null;
  status: 'active' | 'inactive' | 'closed' | (string & {});
  name: string | null;
  email: string | null;
}

/** One of the organisation's managed accounts. `status` is lower-case and open; `lastActive` is ISO 8601 [SPEC]. */
export interface ManagedAccount {
  accountId: string;
  status: string | null;
  name: string | null;
  email: string | null;
  lastActive: string | null;
  products: readonly { key: string; name: string | null; url: string | null }[];
}

/** One page of managed accounts; `next` leads to the page after it, null on the last. */
export interface AccountsPage {
  accounts: readonly ManagedAccount[];
  /** How many there are on all pages; null where Atlassian does not say. */
  total: number | null;
  next: string | null;
}

/** A user as the directories have them. */
export interface DirectoryUser {
  accountId: string;
  accountStatus: string | null;
  claimStatus: string | null;
  /** `synced`: an identity provider decides about them [SPEC]. */
  managementSource: string | null;
  name: string | null;
  email: string | null;
  /** Such as `atlassian/org-admin`; empty also where it was not asked for or not said. */
  platformRoles: readonly string[];
}

/** What preflight asks; only reads. Lists end with the last page or the first fault. */
export interface Inquiries {
  /** `GET …/manage?privileges=lifecycle.enablement`; null where nothing is said of it. */
  permissions(
    id: AccountId,
    signal?: AbortSignal,
  ): Promise<Answer<{ enablement: { allowed: boolean; reason: string | null } | null }>>;
  /** `GET …/manage/api-tokens`. */
  apiTokens(id: AccountId, signal?: AbortSignal): Promise<Answer<readonly { lastAccess: string | null }[]>>;
  /** `GET /admin/v1/orgs/{id}/users` from a cursor on; null for the first page. */
  managedAccounts(
    organisationId: string,
    signal?: AbortSignal,
    from?: string | null,
  ): AsyncIterable<Answer<AccountsPage>>;
  /** `GET /admin/v2/…/users/count`: active managed accounts [SPEC]. */
  countActive(organisationId: string, signal?: AbortSignal): Promise<Answer<number>>;
  /** `POST /admin/v2/…/users/search`; directory `-` stands for all of them [SPEC]. */
  searchUsers(
    organisationId: string,
    directoryId: string,
    query: {
      /** At most 100 [SPEC]. */
      emails?: readonly string[];
      roleIds?: readonly string[];
      claimStatus?: 'managed' | 'unmanaged';
      expand?: readonly 'platformRoles'[];
      limit?: number;
    },
    signal?: AbortSignal,
  ): AsyncIterable<Answer<readonly DirectoryUser[]>>;
}

/** What can be asked of one organisation. Every method answers with a value or an explained fault; none throws. */
export interface Atlassian extends Inquiries {
  /** `POST …/lifecycle/disable`, once, without any retry. `message` is what the user may be shown; null for none. */
  disable(id: AccountId, message: string | null, signal?: AbortSignal): Promise<Answer<null>>;
  /** `POST …/lifecycle/enable`, once, without any retry. */
  enable(id: AccountId, signal?: AbortSignal): Promise<Answer<null>>;
  /** `GET …/manage/profile`. */
  profile(id: AccountId, signal?: AbortSignal): Promise<Answer<AccountProfile>>;
  /** `GET /admin/v1/orgs`, all pages. */
  organisations(signal?: AbortSignal): Promise<Answer<Organisation[]>>;
  /**
   * Whether the key may use `/users/{id}/manage`: asks it of one managed account of the organisation.
   * Value `unknown` where no account could be found to ask about.
   */
  probe(organisationId: string, signal?: AbortSignal): Promise<Answer<'usable' | 'unknown'>>;
  /** Closes kept-alive connections. */
  close(): Promise<void>;
}

/** The clock: durations on the monotonic one, dates on the wall. */
export interface Clock {
  /** Milliseconds since some fixed moment; never jumps. */
  monotonic(): number;
  /** Milliseconds since the epoch. */
  wall(): number;
  /** The present moment on a clock that nobody sets, and that goes on across processes where the system has one. */
  moment(): Moment;
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Does the work when everything that follows from the present event is done, before any other event is heard. */
  soon(work: () => void): void;
}

/** Opens a client for one key; whatever it sends goes to that one origin. */
export interface Gateway {
  open(target: { apiUrl: string; key: string }): Atlassian;
}

/** The built-in organisation to practise on: a real HTTP server, started when first asked for. */
export interface DemoHost {
  start(): Promise<{ apiUrl: string; key: string; organisation: Organisation }>;
  exportCsv(kind: 'users' | 'managed-accounts'): string | null;
}

/** Randomness, which pure code must not reach for itself. */
export interface Random {
  /** A new identifier, unguessable. */
  id(): string;
  /** In [0, 1). */
  fraction(): number;
}

/** SHA-256, for the digests of plans and records. */
export interface Hashing {
  /** SHA-256 of the text in UTF-8, hexadecimal. */
  sha256(text: string): string;
  /** The same of a text that comes in pieces; none of them ends within a character. */
  sha256InPieces(): { add(text: string): void; digest(): string };
}

/** A key that outlives the program. */
export interface KeptKey {
  key: string;
  organisationId: string | null;
}

/** Where the operating system keeps secrets. Nothing here throws. */
export interface Keychain {
  /** Null where nothing is kept, or it cannot be read. */
  read(): Promise<KeptKey | null>;
  /** False where it was not kept. */
  write(kept: KeptKey): Promise<boolean>;
  /** False where it may still be there. */
  forget(): Promise<boolean>;
}
