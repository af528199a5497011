/**
 * What a call to Atlassian brought: the one vocabulary in which the client reports, the engine decides and the
 * journal, the page and the report explain.
 */
import { z } from 'zod';

/** Whose problem an unsuccessful answer is; it decides whether the user, the key or the whole run is affected. */
export const faultOwners = ['user', 'key', 'organisation', 'network', 'atlassian', 'us'] as const;

/** Every kind of unsuccessful answer the product tells apart. */
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
  'unreachable', // the connection was never made; nothing was sent
  'timed-out', // sent, no answer in time
  'connection-lost', // sent, connection closed before a whole answer
  'other-account', // asked about one account, Atlassian answered about another
  'unreadable', // an answer that is neither documented nor understood
  'unsendable', // our own guard refused to send: a bug or a hostile account ID
] as const;

export type FaultCode = (typeof faultCodes)[number];
export type FaultOwner = (typeof faultOwners)[number];

/** An unsuccessful answer, explained. Texts never contain the key. */
export const faultSchema = z.object({
  code: z.enum(faultCodes),
  owner: z.enum(faultOwners),
  /** Whether a write may have happened all the same: `none` is certain, `unknown` calls for reading back. */
  effect: z.enum(['none', 'unknown']),
  /** Whether the same call may succeed later without anyone changing anything. */
  repeatable: z.boolean(),
  /** How long Atlassian asked to wait, in milliseconds; null where it did not say. */
  waitMs: z.number().nonnegative().nullable(),
  /** The same as it was asked for, where it is more than Lockstep waits; else absent. */
  askedMs: z.number().nonnegative().optional(),
  /** HTTP status; null where there was no answer. */
  status: z.number().int().nullable(),
  /** What happened, in one plain sentence. */
  message: z.string(),
  /** What to do about it; empty where there is nothing to do. */
  hint: z.string(),
  /** The text of Atlassian's answer, at most 1,000 characters; null where it has none. */
  detail: z.string().nullable(),
  /** Where Atlassian says that the admin must go: https only; absent where it names no such place. */
  link: z.string().optional(),
});
export type Fault = z.infer<typeof faultSchema>;

/** What `X-RateLimit-Remaining` and `X-RateLimit-Reset` say: so many calls are left for the next `resetMs` [DOC]. */
export interface Quota {
  remaining: number;
  resetMs: number;
  /** What the reset asks for, in ms, where that is more than Lockstep waits. */
  askedMs?: number;
}

/** What the headers of an answer say of where it came from, for auditors and for Atlassian's support. */
export const answerStampSchema = z.object({
  /** Atlassian's `Date`, ms since the epoch; it counts whole seconds. */
  date: z.number().int().optional(),
  /** This computer's wall clock when the answer was there, ms since the epoch; absent where there is no `date`. */
  heardAt: z.number().int().optional(),
  /** Atlassian's name of the exchange. */
  trace: z.string().max(128).optional(),
});
export type AnswerStamp = z.infer<typeof answerStampSchema>;

/** What every answer has beside what it says: how long it took in ms, and what its headers say. */
interface AnswerBase {
  tookMs: number;
  quota?: Quota | undefined;
  stamp?: AnswerStamp | undefined;
}

/** The answer to one call: a value or a fault. */
export type Answer<T> = AnswerBase & ({ ok: true; value: T; status: number } | { ok: false; fault: Fault });

/** Faults that are about the key: after one of them not one more call is made. */
export function isKeyFault(code: FaultCode): boolean {
  return code === 'key-invalid' || code === 'key-scoped' || code === 'key-forbidden';
}

/** Whether a fault is about the way to Atlassian, or about Atlassian being well, and not about what was asked. */
export function isOnTheWay(fault: Fault): boolean {
  return fault.owner === 'network' || fault.owner === 'atlassian';
}
