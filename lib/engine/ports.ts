/** The engine's interfaces to the outside, in its own terms. Adapters implement them; the engine imports no adapter. */
import type { AccountId } from '#lib/domain/account/account-id';
import type { Organisation } from '#lib/domain/connection/connection';
import type { Answer } from '#lib/domain/outcome/answer';
import type { Moment } from '#lib/domain/run/hold';
import type {
  AccountProfile,
  AccountsPage,
  AuditPage,
  OrganisationTokensPage,
  ServiceAccountsPage,
  UsersPage,
  UsersQuery,
  WorkspacesPage,
} from '#lib/engine/atlassian-shapes';

/** The questions that only read. A list ends with its last page or the first fault. */
interface Inquiries {
  /** `GET …/manage?privileges=lifecycle.enablement`; null if the answer does not contain it. */
  permissions(
    id: AccountId,
    signal?: AbortSignal,
  ): Promise<Answer<{ enablement: { allowed: boolean; reason: string | null } | null }>>;
  /** `GET …/manage/api-tokens`. */
  apiTokens(id: AccountId, signal?: AbortSignal): Promise<Answer<readonly { lastAccess: string | null }[]>>;
  /** `GET /admin/v1/orgs/{id}/users`, beginning at a cursor; null for the first page. */
  managedAccounts(
    organisationId: string,
    signal?: AbortSignal,
    from?: string | null,
  ): AsyncIterable<Answer<AccountsPage>>;
  /** `GET /admin/v2/…/users/count`: active managed accounts [SPEC]. */
  countActive(organisationId: string, signal?: AbortSignal): Promise<Answer<number>>;
  /** The same request for managed accounts of every status [SPEC]. */
  countManaged(organisationId: string, signal?: AbortSignal): Promise<Answer<number>>;
  /**
   * `POST /admin/v2/…/users/search`, beginning at a cursor of the same query; null for the first page. Directory `-`
   * means all directories [SPEC].
   */
  searchUsers(
    organisationId: string,
    directoryId: string,
    query: UsersQuery,
    signal?: AbortSignal,
    from?: string | null,
  ): AsyncIterable<Answer<UsersPage>>;
  /**
   * `GET /admin/api-access/v1/orgs/{id}/api-tokens` [DOC]: those of all managed accounts, also of deactivated ones
   * [LIVE, AX-684]. Begins at a cursor; null for the first page. A refusal says nothing about the key.
   */
  organisationTokens(
    organisationId: string,
    signal?: AbortSignal,
    from?: string | null,
  ): AsyncIterable<Answer<OrganisationTokensPage>>;
  /**
   * `GET /admin/api-access/v1/orgs/{id}/service-accounts` [DOC, experimental], beginning at a cursor; null for the
   * first page. A refusal says nothing about the key.
   */
  serviceAccounts(
    organisationId: string,
    signal?: AbortSignal,
    from?: string | null,
  ): AsyncIterable<Answer<ServiceAccountsPage>>;
  /**
   * `GET /admin/v1/orgs/{id}/events` [SPEC]: the audit log from one time to another (ms since the epoch), beginning at
   * a cursor; null for the first page. Needs Atlassian Guard, and is limited to 10 requests a minute [SPEC]. A refusal
   * says nothing about the key.
   */
  auditEvents(
    organisationId: string,
    range: { from: number; to: number },
    signal?: AbortSignal,
    start?: string | null,
  ): AsyncIterable<Answer<AuditPage>>;
  /** `POST /admin/v2/orgs/{id}/workspaces` [SPEC], all pages. A refusal says nothing about the key. */
  workspaces(organisationId: string, signal?: AbortSignal): AsyncIterable<Answer<WorkspacesPage>>;
}

/** The requests to one organisation. Every method returns a value or an explained fault; none throws. */
export interface Atlassian extends Inquiries {
  /** `POST …/lifecycle/disable`, sent once, without retry. `message` is what the user may be shown; null for none. */
  disable(id: AccountId, message: string | null, signal?: AbortSignal): Promise<Answer<null>>;
  /** `POST …/lifecycle/enable`, sent once, without retry. */
  enable(id: AccountId, signal?: AbortSignal): Promise<Answer<null>>;
  /** `GET …/manage/profile`. */
  profile(id: AccountId, signal?: AbortSignal): Promise<Answer<AccountProfile>>;
  /** `GET /admin/v1/orgs`, all pages. */
  organisations(signal?: AbortSignal): Promise<Answer<Organisation[]>>;
  /**
   * Whether the key may use `/users/{id}/manage`: tries it with one managed account of the organisation. The value is
   * `unknown` if there is no account to try.
   */
  probe(organisationId: string, signal?: AbortSignal): Promise<Answer<'usable' | 'unknown'>>;
  /** Closes kept-alive connections. */
  close(): Promise<void>;
}

/** The clock: durations are monotonic, dates come from the wall clock. */
export interface Clock {
  /** Milliseconds since a fixed moment; never jumps. */
  monotonic(): number;
  /** Milliseconds since the epoch. */
  wall(): number;
  /** The current time on a clock that cannot be set. It continues across processes if the system supports that. */
  moment(): Moment;
  /** Resolves after `ms`, or at once when `signal` is aborted. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /**
   * Calls `ring` after `ms`, never at once, even if `ms` is negative. Returns the function that calls the alarm off.
   * For waits that mostly end early: it costs a tenth of a sleep and its signal.
   */
  alarm(ms: number, ring: () => void): () => void;
  /** Does the work after everything that the current event leads to, and before the next event. */
  soon(work: () => void): void;
}

/** Opens a client for one key. It sends everything to one origin. */
export interface Gateway {
  open(target: { apiUrl: string; key: string }): Atlassian;
}

/**
 * Writes a line of the log: an event with numbers, codes and account IDs. A line must not contain a key, a name or an
 * e-mail address.
 */
export type Log = (event: string, fields: Readonly<Record<string, string | number | boolean | null>>) => void;

/** The built-in demo organisation: a real HTTP server, started on first use. */
export interface DemoHost {
  start(): Promise<{ apiUrl: string; key: string; organisation: Organisation }>;
  exportCsv(kind: 'users' | 'managed-accounts'): string | null;
}

/** Randomness, which pure code must not create itself. */
export interface Random {
  /** A new, unguessable identifier. */
  id(): string;
  /** A number in [0, 1). */
  fraction(): number;
}

/** SHA-256, for the digests of plans and records. */
export interface Hashing {
  /** SHA-256 of the text in UTF-8, hexadecimal. */
  sha256(text: string): string;
  /** The same for bytes, or a text, in pieces. No piece of a text may end within a character. */
  sha256InPieces(): { add(piece: string | Uint8Array): void; digest(): string };
}

/** A key in the keychain. */
export interface KeptKey {
  key: string;
  organisationId: string | null;
}

/** The operating system's store for secrets. Its methods never throw. */
export interface Keychain {
  /** Null if there is no key, or it cannot be read. */
  read(): Promise<KeptKey | null>;
  /** False if the key was not stored. */
  write(kept: KeptKey): Promise<boolean>;
  /** False if the key may still be stored. */
  forget(): Promise<boolean>;
}
