/**
 * The journal's vocabulary: everything that can happen in a run. The server, the page and the report fold these events
 * into the same state (see `run`).
 */
import { z } from 'zod';
import { auditLogEvents } from '#lib/domain/audit/audit-events';
import { actSchema } from '#lib/domain/outcome/act';
import { answerStampSchema, faultCodes, faultSchema } from '#lib/domain/outcome/answer';
import { endings } from '#lib/domain/outcome/ending';
import { outcomeSchema } from '#lib/domain/outcome/outcome';
import { momentSchema } from '#lib/domain/run/hold';
import { runSourceSchema } from '#lib/domain/run/import';
import { verificationEvents } from '#lib/domain/run/verification-events';
import { messageSchema } from '#lib/domain/text/message';

const position = z.number().int().nonnegative();
const attempt = z.number().int().nonnegative();
const tookMs = z.number().nonnegative();
/** The time when a wait began, on the monotonic clock that decides its end; absent in journals of earlier versions. */
const since = momentSchema.optional();

/**
 * The last four characters of the key that is used from now on; absent in journals of earlier versions, and if the key
 * stays the same.
 */
const keyTail = z.string().optional();

/**
 * The identity of the file that the journal is written to from now on; absent if the system does not provide it, and in
 * journals of earlier versions.
 */
const file = z.string().optional();

/** The reason why a run waits for the admin, or ended early. */
const pauseCodes = [
  'admin', // the admin paused it
  'canary-refused', // the first user was not deactivated
  'canary-unconfirmed', // the first user's account does not read inactive
  'canary-done', // the canary is done, and the admin chose to be asked
  'faults-in-a-row', // too many network faults or 5xx in a row; ends by itself when they do
  'refusals-in-a-row', // too many refusals in a row
  'nobody-read', // no account can be read before its call; ends by itself when one can
  'stood-still', // more than a day has passed since the last call
  'drift', // outcomes depart from the predictions
] as const;

/** Whether the run can end this pause by itself: it probes whether it can continue. */
export function endsByItself(code: PauseCode | undefined): boolean {
  return code === 'faults-in-a-row' || code === 'nobody-read';
}

/** The moments of a run at which the active accounts are counted. */
export const headcountMoments = ['before', 'after-canary', 'end'] as const;
export type HeadcountMoment = (typeof headcountMoments)[number];

/** The result of reading an account again: `unreadable` also if the status is neither active nor inactive. */
const recheckReadings = ['active', 'inactive', 'unreadable'] as const;
export type RecheckReading = (typeof recheckReadings)[number];

/**
 * The sources of a reading before a call: the account's profile, or the search of v2 about several accounts at once.
 */
export const readBeforeCall = ['profile', 'users-search'] as const;
export type ReadBeforeCall = (typeof readBeforeCall)[number];

/** The reason why a run ended early by itself. */
const haltCodes = ['key-refused', 'journal-failed'] as const;

const explanation = { message: messageSchema, hint: messageSchema };

/** Everything that can be in the journal of a run. */
export const runEventSchema = z.discriminatedUnion('type', [
  /** The run begins; everything it may do is in its sealed plan. */
  z.object({
    type: z.literal('started'),
    total: z.number().int().positive(),
    planDigest: z.string(),
    /** Absent in journals from before there was a choice: deactivate, one canary user, no wait after it. */
    act: actSchema.optional(),
    canary: z.object({ size: z.number().int().positive(), wait: z.boolean() }).optional(),
    /** Whether the active accounts of the organisation are counted before the run, after the canary and at the end. */
    counted: z.boolean().optional(),
    keyTail,
    file,
  }),
  /** Replaces `started` for an imported run: another tool made it, and `settled` has the outcomes in its file. */
  z.object({
    type: z.literal('imported'),
    total: z.number().int().positive(),
    planDigest: z.string(),
    source: runSourceSchema,
  }),
  /**
   * On disk before the first byte of the call is sent. `before` is the status that the account had when it was read;
   * null if it could not be read.
   */
  z.object({
    type: z.literal('intended'),
    position,
    attempt,
    before: z.string().nullable(),
    /**
     * The source of the status, and the age of the reading, in ms. Absent if the account could not be read, and in
     * journals of earlier versions: they read each profile at most five seconds before.
     */
    read: z.object({ source: z.enum(readBeforeCall), ageMs: tookMs }).optional(),
  }),
  /**
   * The user's outcome, on disk before it is shown. `code` and `detail` are present if an answer was a fault. In a dry
   * run `code` also says why a call would be refused.
   */
  z.object({
    type: z.literal('settled'),
    position,
    outcome: outcomeSchema,
    attempt,
    status: z.number().int().nullable(),
    code: z.enum(faultCodes).nullable(),
    ...explanation,
    detail: z.string().nullable(),
    /** The page to which Atlassian sends the admin. */
    link: z.string().optional(),
    tookMs,
    /** The run ended before the account could be read back. A run for the remaining users begins by reading it. */
    leftOpen: z.literal(true).optional(),
    /** Whether the outcome matches the prediction; absent if the two cannot be compared. */
    foreseen: z.enum(['met', 'missed']).optional(),
    /** The stamp of the answer that settled it: the answer to the call or to the reading. */
    stamp: answerStampSchema.optional(),
  }),
  /**
   * Atlassian refused the key. It is no user's outcome, and it ends the run. `position` names the user whose call or
   * reading got this answer; a call that got it changed nothing.
   */
  z.object({ type: z.literal('key-refused'), position, fault: faultSchema, tookMs }),
  /** The attempt certainly changed nothing. It is repeated after `waitMs`. */
  z.object({
    type: z.literal('deferred'),
    position,
    attempt,
    fault: faultSchema,
    /** The reading before the call failed; no call was made. */
    unread: z.literal(true).optional(),
    waitMs: tookMs,
    since,
    tookMs,
  }),
  /**
   * The attempt may have taken effect, or it was refused after an earlier one that may have. The account is read back
   * before this user is called again.
   */
  z.object({ type: z.literal('doubted'), position, attempt, fault: faultSchema, tookMs }),
  /** A reading that did not settle the doubt. The user's next one follows after `waitMs`. */
  z.object({
    type: z.literal('read-back'),
    position,
    reading: z.enum(recheckReadings),
    /** The reason why the account could not be read. A network fault counts towards the faults in a row. */
    fault: faultSchema.optional(),
    ...explanation,
    waitMs: tookMs,
    since,
    tookMs,
  }),
  /** The canary's account has the expected status: the next canary user or the rest may follow. */
  z.object({ type: z.literal('canary-passed'), position }),
  /** The canary's account does not have the expected status yet. It is read again after `waitMs`. */
  z.object({
    type: z.literal('canary-waited'),
    position,
    fault: faultSchema.optional(),
    ...explanation,
    waitMs: tookMs,
    since,
  }),
  /** If `waitMs` is present, the run itself probes after it whether Atlassian answers again. */
  z.object({
    type: z.literal('paused'),
    code: z.enum(pauseCodes),
    ...explanation,
    waitMs: tookMs.optional(),
    since,
  }),
  /** The number of the organisation's active managed accounts; null if it could not be read, for the given reason. */
  z.object({
    type: z.literal('counted'),
    when: z.enum(headcountMoments),
    active: z.number().int().nonnegative().nullable(),
    message: z.string(),
  }),
  /** Users who were read again before the end, because the number of active accounts contradicts the run. */
  z.object({
    type: z.literal('rechecked'),
    readings: z.array(z.object({ position: z.number().int(), reading: z.enum(recheckReadings) })),
  }),
  /** Atlassian still does not answer. The next probe follows after `waitMs`. */
  z.object({ type: z.literal('probed'), fault: faultSchema, waitMs: tookMs, since }),
  /**
   * Atlassian allows no further call for `waitMs`. `askedMs` is the wait that it asked for, if that is longer.
   * `reckoned`: no answer named that time; absent in journals of earlier versions.
   */
  z.object({
    type: z.literal('calls-used-up'),
    waitMs: tookMs,
    since,
    askedMs: z.number().positive().optional(),
    reckoned: z.literal(true).optional(),
  }),
  /** The admin or an answered probe resumed the run. */
  z.object({
    type: z.literal('resumed'),
    by: z.enum(['admin', 'probe']).optional(),
    /** From now on, users are called even if their accounts cannot be read. */
    withoutReading: z.literal(true).optional(),
    /** The admin ends the wait that Atlassian asked for. One request shows whether Atlassian still asks for it. */
    asksNow: z.literal(true).optional(),
    keyTail,
    file,
  }),
  z.object({ type: z.literal('stop-requested') }),
  /**
   * The run was found unfinished at start: the process had died during it. `waitMs` is the rest of the wait that the
   * run was in; absent if there was none, and in journals of earlier versions.
   */
  z.object({ type: z.literal('interrupted'), waitMs: tookMs.optional(), since }),
  z.object({
    type: z.literal('ended'),
    how: z.enum(endings),
    code: z.enum(haltCodes).nullable(),
    ...explanation,
  }),
  ...verificationEvents,
  ...auditLogEvents,
  /**
   * After the end: the admin dismisses these users, so that they need no further action. `by` is the operator's name as
   * entered; empty if none was.
   */
  z.object({
    type: z.literal('dismissed'),
    positions: z.array(position),
    reason: z.string(),
    by: z.string(),
  }),
]);

export type RunEvent = z.infer<typeof runEventSchema>;

/** Whether the wait of an event concerns the whole run. Only the pause between two readings of one account does not. */
export function holdsAll(event: RunEvent): boolean {
  if (event.type !== 'read-back') return true;
  return event.fault !== undefined && (event.fault.code === 'rate-limited' || event.fault.waitMs !== null);
}
export type PauseCode = (typeof pauseCodes)[number];
export type HaltCode = (typeof haltCodes)[number];

/** One line of the journal. Numbers start at 1 without gaps; the date is from the wall clock (ms since the epoch). */
export const journalEntrySchema = z.object({
  seq: z.number().int().positive(),
  at: z.number().int().nonnegative(),
  event: runEventSchema,
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;
