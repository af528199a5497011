/**
 * The journal's vocabulary: everything that can happen in a run. The state of a run is the fold of these
 * (see `run`), on the server, in the page and in the report alike.
 */
import { z } from 'zod';
import { actSchema } from '#lib/domain/outcome/act';
import { answerStampSchema, faultCodes, faultSchema } from '#lib/domain/outcome/answer';
import { outcomeSchema } from '#lib/domain/outcome/outcome';
import { momentSchema } from '#lib/domain/run/hold';
import { runSourceSchema } from '#lib/domain/run/import';

const position = z.number().int().nonnegative();
const attempt = z.number().int().nonnegative();
const tookMs = z.number().nonnegative();
/** When a wait began, on the clock that decides how long it lasts; absent in journals of earlier versions. */
const since = momentSchema.optional();

/** Why a run waits for a person, or ended before its time. */
export const pauseCodes = [
  'admin', // the admin asked
  'canary-refused', // the first user was not deactivated
  'canary-unconfirmed', // the first user's account does not read inactive
  'canary-done', // the first users are done, and the admin wanted to be asked
  'faults-in-a-row', // too many network faults or 5xx one after the other: goes on by itself when they end
  'refusals-in-a-row', // too many refusals one after the other
  'nobody-read', // no account can be read before its call: goes on by itself when one can
  'drift', // outcomes went another way than preflight said
] as const;

/** Pauses in which the run asks by itself whether it can go on. */
export function endsByItself(code: PauseCode | undefined): boolean {
  return code === 'faults-in-a-row' || code === 'nobody-read';
}

/** When the active accounts are counted. */
export const headcountMoments = ['before', 'after-canary', 'end'] as const;
export type HeadcountMoment = (typeof headcountMoments)[number];

/** What an account reads: `unreadable` also where it says neither active nor inactive. */
export const recheckReadings = ['active', 'inactive', 'unreadable'] as const;
export type RecheckReading = (typeof recheckReadings)[number];

export const haltCodes = ['key-refused', 'journal-failed'] as const;

const explanation = { message: z.string(), hint: z.string() };

export const runEventSchema = z.discriminatedUnion('type', [
  /** The run begins; everything it may do is in its sealed plan. */
  z.object({
    type: z.literal('started'),
    total: z.number().int().positive(),
    planDigest: z.string(),
    /** Absent in journals from before there was a choice: deactivate, one user first, on without asking. */
    act: actSchema.optional(),
    canary: z.object({ size: z.number().int().positive(), wait: z.boolean() }).optional(),
    /** Whether the active accounts of the organisation are counted before, after the canary and at the end. */
    counted: z.boolean().optional(),
  }),
  /** In place of `started`: another tool made this run, and `settled` says what its file recorded. */
  z.object({
    type: z.literal('imported'),
    total: z.number().int().positive(),
    planDigest: z.string(),
    source: runSourceSchema,
  }),
  /** Durable before the first byte of the call leaves. `before` is what the account read just now. */
  z.object({ type: z.literal('intended'), position, attempt, before: z.string().nullable() }),
  /** The user's outcome, durable before it is shown. `code` and `detail` where an answer was a fault. */
  z.object({
    type: z.literal('settled'),
    position,
    outcome: outcomeSchema,
    attempt,
    status: z.number().int().nullable(),
    code: z.enum(faultCodes).nullable(),
    ...explanation,
    detail: z.string().nullable(),
    /** Where Atlassian says that the admin must go. */
    link: z.string().optional(),
    tookMs,
    /** The run ended before the account could be read back: a run of the rest begins with that. */
    leftOpen: z.literal(true).optional(),
    /** Whether it went as preflight said; absent where that cannot be compared. */
    foreseen: z.enum(['met', 'missed']).optional(),
    /** From the answer that settled it: the call's, or the reading's. */
    stamp: answerStampSchema.optional(),
  }),
  /**
   * Atlassian refused the key: a fault of nobody the run is about, and its end. `position` names the user whose call or
   * reading was answered so; a call answered so changed nothing.
   */
  z.object({ type: z.literal('key-refused'), position, fault: faultSchema, tookMs }),
  /** The attempt certainly changed nothing; it is repeated after `waitMs`. */
  z.object({
    type: z.literal('deferred'),
    position,
    attempt,
    fault: faultSchema,
    /** It is the reading before the call that said nothing. */
    unread: z.literal(true).optional(),
    waitMs: tookMs,
    since,
    tookMs,
  }),
  /**
   * The attempt may or may not have taken effect, or was refused after one that may have: the account is read back before
   * this user is called again.
   */
  z.object({ type: z.literal('doubted'), position, attempt, fault: faultSchema, tookMs }),
  /** A reading that did not settle the doubt; the next one of this user comes after `waitMs`. */
  z.object({
    type: z.literal('read-back'),
    position,
    reading: z.enum(['active', 'inactive', 'unreadable']),
    /** Why it could not be read: a fault on the way counts as one in a row. */
    fault: faultSchema.optional(),
    ...explanation,
    waitMs: tookMs,
    since,
    tookMs,
  }),
  /** The canary's account reads as it should: the next one, or the rest, may follow. */
  z.object({ type: z.literal('canary-passed'), position }),
  /** The canary's account does not read so yet; it is read again after `waitMs`. */
  z.object({
    type: z.literal('canary-waited'),
    position,
    fault: faultSchema.optional(),
    ...explanation,
    waitMs: tookMs,
    since,
  }),
  /** Where `waitMs` is given the run asks by itself after it whether Atlassian answers again. */
  z.object({
    type: z.literal('paused'),
    code: z.enum(pauseCodes),
    ...explanation,
    waitMs: tookMs.optional(),
    since,
  }),
  /** How many active managed accounts the organisation has; null where that could not be read, for the reason given. */
  z.object({
    type: z.literal('counted'),
    when: z.enum(headcountMoments),
    active: z.number().int().nonnegative().nullable(),
    message: z.string(),
  }),
  /** Users read again before the end, because the number of active accounts contradicts the run. */
  z.object({
    type: z.literal('rechecked'),
    readings: z.array(z.object({ position: z.number().int(), reading: z.enum(recheckReadings) })),
  }),
  /** It does not; the next probe comes after `waitMs`. */
  z.object({ type: z.literal('probed'), fault: faultSchema, waitMs: tookMs, since }),
  /** Atlassian says that no call is left until `waitMs` are over; `askedMs` is what it said, where that is more. */
  z.object({
    type: z.literal('calls-used-up'),
    waitMs: tookMs,
    since,
    askedMs: z.number().positive().optional(),
  }),
  /** By the admin, unless a probe was answered. */
  z.object({
    type: z.literal('resumed'),
    by: z.enum(['admin', 'probe']).optional(),
    /** From now on an account that cannot be read is called all the same. */
    withoutReading: z.literal(true).optional(),
    /** The admin ends the wait that Atlassian asked for: one request shows whether it still asks for it. */
    asksNow: z.literal(true).optional(),
  }),
  z.object({ type: z.literal('stop-requested') }),
  /**
   * Found unfinished at start: the process died in the middle of the run. `waitMs` is what was left of the wait it was
   * in; absent where it was in none, and in journals of earlier versions.
   */
  z.object({ type: z.literal('interrupted'), waitMs: tookMs.optional(), since }),
  z.object({
    type: z.literal('ended'),
    how: z.enum(['completed', 'stopped', 'halted']),
    code: z.enum(haltCodes).nullable(),
    ...explanation,
  }),
]);

export type RunEvent = z.infer<typeof runEventSchema>;

/** Whether the wait that an event calls for is one of the whole run: all are, but the pause between two readings of one account. */
export function holdsAll(event: RunEvent): boolean {
  if (event.type !== 'read-back') return true;
  return event.fault !== undefined && (event.fault.code === 'rate-limited' || event.fault.waitMs !== null);
}
export type PauseCode = (typeof pauseCodes)[number];
export type HaltCode = (typeof haltCodes)[number];

/** One line of the journal: numbered from 1 without a gap, dated by the wall clock (ms since the epoch). */
export const journalEntrySchema = z.object({
  seq: z.number().int().positive(),
  at: z.number().int().nonnegative(),
  event: runEventSchema,
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;
