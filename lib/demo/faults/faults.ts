/** What real life brings, switched on by tests and by people who practise. All off unless set. */
import type { OperationName } from '#lib/demo/operations';

/** Which operations a fault is aimed at: lifecycle writes unless told. */
export type Target = 'lifecycle' | 'any' | readonly OperationName[];

export interface Aim {
  on?: Target;
  /** Lets so many of them pass first. */
  after?: number;
}

/** How many of the next calls a fault meets. */
export type Next = number | (Aim & { next: number });

/** What a 429 says about waiting. The reset is documented as ISO 8601 [DOC], was seen without seconds [CODE]; the others are seen elsewhere [INFER]. */
export type WaitHeaders =
  | 'iso'
  | 'iso-minutes'
  | 'epoch'
  | 'retry-after-seconds'
  | 'retry-after-date'
  | 'none';

/** One answer written beforehand. */
export interface ScriptedAnswer extends Aim {
  /** The status to answer, or what happens to the connection; `real` is the answer without a fault. */
  answer: number | 'real' | 'cut' | 'hang';
  /** Whether the change takes effect all the same. */
  apply?: boolean;
  /** JSON, or text as it is; nothing where absent. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Given every time, instead of once. */
  always?: boolean;
}

export interface Faults {
  /** An answer waits that long, in ms, before anything is done; a change also holds for calls that are waiting already. */
  latencyMs: number;
  /** Which calls wait. */
  latencyOn: Target;
  /** Up to so much is added to it, from a seeded generator. */
  jitterMs: number;
  /** So many calls a minute; the next is answered 429. `X-RateLimit-*` stands in every answer, but for the `retry-after` kinds. */
  rateLimit: { perMinute: number; headers: WaitHeaders; on?: Target } | null;
  /** So many 429s in a row, which ask for a wait of `seconds` (1 unless told). */
  storm: (Aim & { next: number; headers?: WaitHeaders; seconds?: number }) | null;
  /** The `next` calls, or every `everyKth` one, are answered with a failure, nothing done. */
  serverErrors:
    | (Aim & { next?: number; everyKth?: number; as?: 'json' | 'html' | 'empty'; status?: FailureStatus })
    | null;
  /** This share of the calls, 0 to 1, chosen by a seed: answered 500, or 429 with a wait of 0 or 1 s, nothing done. */
  showers: { share: number; seed: number; on?: Target } | null;
  /** Accepted and never answered, nothing done. */
  hang: Next;
  /** Accepted with 204, nothing done: as reported of accounts that stay active. */
  ineffective: Next;
  /** The connection is cut before the change took effect. */
  cutBeforeWrite: Next;
  /** The change takes effect, then the connection is cut. */
  cutAfterWrite: Next;
  /** The change takes effect, and the answer is 504. */
  applyThen504: Next;
  /** The change takes effect, and the connection is cut in the middle of the answer. */
  truncatedBody: Next;
  /** Answered 302, nothing done, with a place at another origin: this server, by the name of localhost. */
  redirect: Next;
  /** Reads show the status of before for so long after a change, in ms. */
  staleReadsMs: number;
  /** The same for lists, searches and counts alone, in ms: a profile is right by then [INFER]. */
  staleListsMs: number;
  /**
   * After so many lifecycle calls the key is refused: to lifecycle calls, or to what `on` names; null for never. `scoped`
   * refuses it as one that was created with scopes.
   */
  keyRevokedAfter: number | { calls: number; on?: Target; as?: 'unauthorised' | 'scoped' } | null;
  /** SCIM-provisioned accounts can be deactivated, and are active again so long after it [DOC]; null for 403. */
  scimReactivatesAfterMs: number | null;
  /** What a second deactivation is answered; no source says which is true [INFER]. */
  disableTwice: '204' | '409';
  /** What a deactivated account reads; those of SCIM directories were seen to read `closed` [LIVE, ACCESS-2169]. */
  deactivatedReads: 'inactive' | 'closed';
  /**
   * How a key with scopes is refused: by 403 with `forbidden.insufficientScope` [LIVE] in the field named here, since the
   * whole body is not public; or by 401 as the organisations API does [LIVE, AX-196].
   */
  scopedKeyAnswer: ScopeField | '401';
  /** Whether `GET /v1/orgs` lists the organisation for a key with scopes: it was seen empty [LIVE]. */
  scopedKeySees: 'nothing' | 'organisation';
  /** How a refused key is: in the words of each API [SPEC], or in the gateway's [SPEC for v1, else INFER]. */
  refusedKeyAnswer: 'api' | 'gateway';
  /** Whether accounts with an unverified address can be read; both fit the document [INFER]. */
  unverifiedReads: '200' | '403';
  /** Whether the operator's own account can be deactivated; with an API key nobody is "oneself" [INFER]. */
  ownAccount: 'allowed' | 'refused';
  /** Whether answers have `Date` and `atl-traceid`; both are seen [CODE], neither is documented. */
  stamps: 'sent' | 'none';
  /** How far this organisation's clock is ahead in `Date`, in ms; below zero it is behind. */
  clockAheadMs: number;
  /** Whether an account ID in another case is the same account; no source says which is true [INFER]. */
  accountIdCase: 'matters' | 'ignored';
  /** The organisation is on original user management: v2 is refused [LIVE]. */
  originalUserManagement: boolean;
  /** What v2 answers then: 400 was seen [LIVE], 404 is what other missing parts answer [INFER]. */
  originalUserManagementAnswer: '400' | '404';
  /** Account IDs whose profile is another person's [INFER]. */
  aboutAnother: readonly string[];
  /** Account IDs that the list of managed accounts leaves out, and does not count, though they are managed. */
  unlisted: readonly string[];
  /** By account ID, what its next calls are answered, one after the other; then as ever. */
  perAccount: Record<string, readonly ScriptedAnswer[]>;
}

/** Where the words of a scope that is missing may stand. */
export const scopeFields = ['key', 'errorKey', 'context', 'errorDetail', 'message'] as const;
export type ScopeField = (typeof scopeFields)[number];

export type FailureStatus = 500 | 502 | 503 | 504;

/** A quiet day. */
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
  aboutAnother: [],
  unlisted: [],
  perAccount: {},
};
