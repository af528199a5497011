/**
 * The result of a call to Atlassian. The client, the engine, the journal, the page and the report share these types.
 */
import { z } from 'zod';

/**
 * The owner of the problem behind an unsuccessful answer. It decides whether the user, the key or the whole run is
 * affected.
 */
const faultOwners = ['user', 'key', 'organisation', 'network', 'atlassian', 'us'] as const;

/** Every kind of unsuccessful answer that the product distinguishes. */
export const faultCodes = [
  'key-invalid', // 401: wrong, expired, revoked, or no organisation key at all
  'key-scoped', // the key was created with scopes
  'key-forbidden', // a 403 that is about the key, not about the user
  'not-managed', // 403 forbidden: not an account this organisation manages
  'unverified', // 403 forbidden.targetUnverified
  'identity-provider', // 403 forbidden.action, externalDirectory.scim or externalDirectory.google
  'not-allowed', // 403 forbidden.action, any other reason
  'not-found', // 404
  'conflict', // 409 conflict.lifecycleErrors
  'bad-request', // 400, 413, 415, 422 …: Atlassian did not accept what was sent
  'rate-limited', // 429
  'server-error', // 5xx
  'redirected', // 3xx: never followed
  'unreachable', // no connection; nothing was sent
  'timed-out', // sent, but no answer came in time
  'connection-lost', // sent, but the connection closed before the answer was complete
  'other-account', // the answer is about another account than the request
  'unreadable', // an answer that is neither documented nor understood
  'unsendable', // our own guard refused to send: a bug or a hostile account ID
] as const;

export type FaultCode = (typeof faultCodes)[number];

/** An unsuccessful answer, explained. Texts never contain the key. */
export const faultSchema = z.object({
  code: z.enum(faultCodes),
  owner: z.enum(faultOwners),
  /**
   * Whether a write may have happened anyway. `none` is certain; `unknown` means that the account must be read back.
   */
  effect: z.enum(['none', 'unknown']),
  /** Whether the same call may succeed later without anyone changing anything. */
  repeatable: z.boolean(),
  /** The wait that Atlassian asked for, in milliseconds; null if it did not say. */
  waitMs: z.number().nonnegative().nullable(),
  /** The wait that Atlassian asked for, in milliseconds, if it is longer than Lockstep's maximum; else absent. */
  askedMs: z.number().nonnegative().optional(),
  /** HTTP status; null if there was no answer. */
  status: z.number().int().nullable(),
  /** One plain sentence that says what happened. */
  message: z.string(),
  /** Advice; empty if there is nothing to do. */
  hint: z.string(),
  /** The text of Atlassian's answer, at most 1,000 characters; null if it has none. */
  detail: z.string().nullable(),
  /** The page to which Atlassian sends the admin, https only; absent if it names none. */
  link: z.string().optional(),
});
export type Fault = z.infer<typeof faultSchema>;

/** The rate limit according to the `X-RateLimit` headers [DOC]. */
export interface Quota {
  /** The number of calls a window; absent if the headers do not say it. */
  limit?: number;
  /** The number of calls that are left until the reset. */
  remaining: number;
  /** The time until the reset, in ms; 0 if it has passed, as a reset that is cut to the minute may have. */
  resetMs: number;
  /** The wait until the reset, in ms, if it is longer than Lockstep's maximum. */
  askedMs?: number;
}

/** Response headers that identify the answer, for auditors and for Atlassian's support. */
export const answerStampSchema = z.object({
  /** Atlassian's `Date`, ms since the epoch, in whole seconds. */
  date: z.number().int().optional(),
  /** This computer's wall clock when the answer arrived, ms since the epoch; absent without `date`. */
  heardAt: z.number().int().optional(),
  /** Atlassian's trace ID of the exchange. */
  trace: z.string().max(128).optional(),
});
export type AnswerStamp = z.infer<typeof answerStampSchema>;

/** The common part of all answers: how long it took in ms, its quota and its stamp. */
interface AnswerBase {
  tookMs: number;
  quota?: Quota | undefined;
  stamp?: AnswerStamp | undefined;
}

/** The answer to one call: a value or a fault. */
export type Answer<T> = AnswerBase & ({ ok: true; value: T; status: number } | { ok: false; fault: Fault });

/** Whether a fault is about the key. After such a fault no further call is made. */
export function isKeyFault(code: FaultCode): boolean {
  return code === 'key-invalid' || code === 'key-scoped' || code === 'key-forbidden';
}

/**
 * Whether the organisation does not offer what was asked for, or not to this key. Waiting does not help. The fault says
 * nothing about other permissions of the key.
 */
export function isNotOffered({ owner, repeatable }: Pick<Fault, 'owner' | 'repeatable'>): boolean {
  return owner === 'organisation' && !repeatable;
}

/** Whether a fault is about the network or about Atlassian being unavailable, and not about the request itself. */
export function isOnTheWay(fault: Fault): boolean {
  return fault.owner === 'network' || fault.owner === 'atlassian';
}
