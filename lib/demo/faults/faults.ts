/** Faults that tests and rehearsing admins can switch on. All are off by default. */
import type { OperationName, SourceName } from '#lib/demo/operations';

/** The operations that a fault applies to; by default the lifecycle writes. */
export type Target = 'lifecycle' | 'any' | readonly OperationName[];

/** The calls that a fault applies to. */
export interface Aim {
  on?: Target;
  /** Lets this many of them pass first. */
  after?: number;
}

/** The number of the next calls to which a fault applies. */
export type Next = number | (Aim & { next: number });

/**
 * How a 429 says how long to wait. The reset is documented as ISO 8601 [DOC] and was seen without seconds [CODE]; other
 * APIs use the other forms [INFER].
 */
export type WaitHeaders =
  | 'iso'
  | 'iso-minutes'
  | 'epoch'
  | 'retry-after-seconds'
  | 'retry-after-date'
  | 'none';

/** One scripted answer. */
export interface ScriptedAnswer extends Aim {
  /** The status of the answer, or what happens to the connection; `real` is the answer without a fault. */
  answer: number | 'real' | 'cut' | 'hang';
  /** Whether the change takes effect anyway. */
  apply?: boolean;
  /** JSON, or plain text; absent for no body. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Repeated every time instead of used once. */
  always?: boolean;
}

/** All faults. Each one is documented at its name. */
export interface Faults {
  /** Every answer waits this long first, in ms. A change also applies to calls that are already waiting. */
  latencyMs: number;
  /** The calls that wait. */
  latencyOn: Target;
  /** Maximum of a seeded random addition, in ms. */
  jitterMs: number;
  /**
   * The number of calls allowed per minute; the next one is answered 429. `X-RateLimit-*` is in every answer, except
   * for the `retry-after` kinds.
   */
  rateLimit: { perMinute: number; headers: WaitHeaders; on?: Target } | null;
  /** `next` 429s in a row, each asking for a wait of `seconds` (1 by default). */
  storm: (Aim & { next: number; headers?: WaitHeaders; seconds?: number }) | null;
  /** The `next` calls, or every `everyKth` one, fail without effect. */
  serverErrors:
    | (Aim & { next?: number; everyKth?: number; as?: 'json' | 'html' | 'empty'; status?: FailureStatus })
    | null;
  /** A share of the calls, 0 to 1, chosen by a seed: they get 500, or 429 with a wait of 0 or 1 s, without effect. */
  showers: { share: number; seed: number; on?: Target } | null;
  /** The call is accepted but never answered, without effect. */
  hang: Next;
  /** Answered 204 without effect, as reported for accounts that stay active. */
  ineffective: Next;
  /** The connection is cut before the change takes effect. */
  cutBeforeWrite: Next;
  /** The change takes effect, then the connection is cut. */
  cutAfterWrite: Next;
  /** The change takes effect, and the answer is 504. */
  applyThen504: Next;
  /** The change takes effect, and the connection is cut in the middle of the answer. */
  truncatedBody: Next;
  /** Answered 302 without effect. It redirects to another origin: this server under the name localhost. */
  redirect: Next;
  /** After a change, reads show the old status for this long, in ms. */
  staleReadsMs: number;
  /** The same for lists, searches and counts only, in ms. The profile is up to date earlier [INFER]. */
  staleListsMs: number;
  /** The same for the search of v2 only, in ms: an index that lags behind the other lists [INFER]. */
  staleSearchMs: number;
  /**
   * After this many lifecycle calls the key is refused: for lifecycle calls, or for what `on` names; null for never.
   * `scoped` refuses it like a key with scopes.
   */
  keyRevokedAfter: number | { calls: number; on?: Target; as?: 'unauthorised' | 'scoped' } | null;
  /** SCIM-provisioned accounts can be deactivated, and become active again after this many ms [DOC]; null for 403. */
  scimReactivatesAfterMs: number | null;
  /** The answer to a second deactivation; no source says which one is right [INFER]. */
  disableTwice: '204' | '409';
  /** The status of a deactivated account. Accounts of SCIM directories were seen as `closed` [LIVE, ACCESS-2169]. */
  deactivatedReads: 'inactive' | 'closed';
  /**
   * How a key with scopes is refused: with 403 and `forbidden.insufficientScope` [LIVE] in the field named here, since
   * the whole body is not public; or with 401 as the organisations API does [LIVE, AX-196].
   */
  scopedKeyAnswer: ScopeField | '401';
  /** Whether `GET /v1/orgs` lists the organisation for a key with scopes. It was seen empty [LIVE]. */
  scopedKeySees: 'nothing' | 'organisation';
  /**
   * The form of the answer to a refused key: in the format of each API [SPEC], or in the gateway's [SPEC for v1, else
   * INFER].
   */
  refusedKeyAnswer: 'api' | 'gateway';
  /** Whether accounts with an unverified address can be read; the document allows both [INFER]. */
  unverifiedReads: '200' | '403';
  /** Whether the operator's own account can be deactivated. An API key may not count as a person [INFER]. */
  ownAccount: 'allowed' | 'refused';
  /** Whether answers have `Date` and `atl-traceid`. Both were seen [CODE], neither is documented. */
  stamps: 'sent' | 'none';
  /** The time by which the clock in `Date` is ahead, in ms; negative if it is behind. */
  clockAheadMs: number;
  /** Whether an account ID in another case is the same account; no source says which is right [INFER]. */
  accountIdCase: 'matters' | 'ignored';
  /** The organisation has the original user management: v2 is refused [LIVE]. */
  originalUserManagement: boolean;
  /** The answer of v2 in that case: 400 was seen [LIVE], and other missing parts answer 404 [INFER]. */
  originalUserManagementAnswer: '400' | '404';
  /**
   * Sources that this organisation or key does not have, and how each is refused. A missing scope was seen as 401
   * [LIVE, AX-196]; 410 is how Atlassian answers for an operation that it has removed [INFER for these]. The other
   * sources go on answering.
   */
  closedSources: Partial<Record<SourceName, ClosedAnswer>>;
  /** Where the links of the lists of users lead from a page to the next one. `unreadable`: the link is no text. */
  nextLinks: NextLinks;
  /**
   * The number of accounts that leave the lists of users before each further page. They are those of the first page, so
   * as many others move past the cursor and are on no page.
   */
  leaveListsPerPage: number;
  /** Account IDs for which another person's profile is shown [INFER]. */
  aboutAnother: readonly string[];
  /** Account IDs that the list of managed accounts omits and does not count, although they are managed. */
  unlisted: readonly string[];
  /** The next answers by account ID, in order; afterwards the normal ones. */
  perAccount: Record<string, readonly ScriptedAnswer[]>;
}

/** Where a link leads: to the next page, to the first one, to the same one, or to another host. */
export const nextLinks = ['right', 'unreadable', 'first', 'same', 'elsewhere'] as const;
type NextLinks = (typeof nextLinks)[number];

/** The fields in which a missing scope may be named. */
export const scopeFields = ['key', 'errorKey', 'context', 'errorDetail', 'message'] as const;
export type ScopeField = (typeof scopeFields)[number];

/** The ways in which a source that is not open is refused. */
export const closedAnswers = ['401', '403', '404', '410'] as const;
export type ClosedAnswer = (typeof closedAnswers)[number];

/** The status of a failed answer. */
export type FailureStatus = 500 | 502 | 503 | 504;

/** The organisation without faults. */
export const noFaults: Readonly<Faults> = {
  latencyMs: 0,
  latencyOn: 'any',
  jitterMs: 0,
  rateLimit: null,
  storm: null,
  serverErrors: null,
  showers: null,
  hang: 0,
  ineffective: 0,
  cutBeforeWrite: 0,
  cutAfterWrite: 0,
  applyThen504: 0,
  truncatedBody: 0,
  redirect: 0,
  staleReadsMs: 0,
  staleListsMs: 0,
  staleSearchMs: 0,
  keyRevokedAfter: null,
  scimReactivatesAfterMs: null,
  disableTwice: '204',
  deactivatedReads: 'inactive',
  scopedKeyAnswer: 'key',
  scopedKeySees: 'nothing',
  refusedKeyAnswer: 'api',
  unverifiedReads: '200',
  ownAccount: 'allowed',
  stamps: 'sent',
  clockAheadMs: 0,
  accountIdCase: 'matters',
  originalUserManagement: false,
  originalUserManagementAnswer: '400',
  closedSources: {},
  nextLinks: 'right',
  leaveListsPerPage: 0,
  aboutAnother: [],
  unlisted: [],
  perAccount: {},
};
