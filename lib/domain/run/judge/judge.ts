/**
 * Derives the journal's event from an answer: what one call or one reading means for a user. Pure; `random` in [0, 1)
 * spreads the waits. It is the same for both acts: `actTerms` has the status to reach, and the words for it.
 */
import { readAccountStatus } from '#lib/domain/account/account-status';
import { type Act, actTerms } from '#lib/domain/outcome/act';
import type { Answer, Fault, FaultCode } from '#lib/domain/outcome/answer';
import type { Outcome } from '#lib/domain/outcome/outcome';
import {
  backoff,
  maxAttempts,
  maxPutOffs,
  maxUnread,
  probeWait,
  throttleWait,
} from '#lib/domain/run/backoff';
import type { RunEvent } from '#lib/domain/run/events';
import { earlierCalls, type UserProgress, whyUnknown } from '#lib/domain/run/user';

/** The user of a call or a reading, with the act and the progress so far. */
export interface About {
  act: Act;
  position: number;
  progress: Pick<
    UserProgress,
    | 'attempt'
    | 'putOff'
    | 'unread'
    | 'unchangedReads'
    | 'failedReads'
    | 'doubts'
    | 'cutOff'
    | 'declined'
    | 'doubt'
  >;
}

/**
 * The result of reading an account. `text` is its status and `notPerson` its type, as Atlassian writes them.
 * `notPerson` is present only if the account does not belong to a person.
 */
export type Reading =
  | { says: 'active' | 'inactive' | 'odd'; text: string; tookMs: number; notPerson?: string }
  | { says: 'nothing'; fault: Fault; tookMs: number };

/** Reads an account status. A person's account has the type `atlassian` [SPEC]. */
export function readingOf(answer: Answer<{ status: string; type?: string | null }>): Reading {
  if (!answer.ok) return { says: 'nothing', fault: answer.fault, tookMs: answer.tookMs };
  const { status: text, type = null } = answer.value;
  const says = readAccountStatus(text);
  const person = type === null || type === 'atlassian';
  const reading = { says, text: text === says ? says : text, tookMs: answer.tookMs };
  return person ? reading : { ...reading, notPerson: type };
}

interface Settling {
  outcome: Outcome;
  message: string;
  hint?: string;
  status?: number | null;
  fault?: Fault;
  /** The kind of the refusal, if it does not come from a fault. */
  code?: FaultCode;
  leftOpen?: true;
  attempt: number;
  tookMs: number;
}

/** Atlassian refused the key for a call or a reading. It is no user's outcome, and it ends the run. */
export function keyRefused(position: number, { fault, tookMs }: { fault: Fault; tookMs: number }): RunEvent {
  return { type: 'key-refused', position, fault, tookMs };
}

/** A `settled` event. A fault's texts are kept with the outcome to which it led. */
export function settled(position: number, settling: Settling): RunEvent {
  const { fault } = settling;
  return {
    type: 'settled',
    position,
    outcome: settling.outcome,
    attempt: settling.attempt,
    status: settling.status ?? fault?.status ?? null,
    code: settling.code ?? fault?.code ?? null,
    message: settling.message,
    hint: settling.hint ?? fault?.hint ?? '',
    detail: fault?.detail ?? null,
    ...(fault?.link === undefined ? {} : { link: fault.link }),
    tookMs: settling.tookMs,
    ...(settling.leftOpen ? { leftOpen: true } : {}),
  };
}

/** Knowledge about readings before calls when one of them is judged. */
export interface ReadingsSoFar {
  /** The admin chose to continue without readings. */
  waived: boolean;
  /** Whether no account could be read so far. */
  nobodyRead(): boolean;
}

/**
 * Judges the reading right before a call. Null means that the call may be made: the account has the status that a call
 * requires, or it could not be read and the admin chose to continue without readings. Otherwise an outcome, a wait or a
 * pause.
 */
export function judgeLook(
  about: About,
  reading: Reading,
  random: number,
  readings: ReadingsSoFar,
): RunEvent | null {
  const { position, progress } = about;
  const { attempt } = progress;
  const terms = actTerms[about.act];
  const { tookMs } = reading;
  // After a call, the status no longer proves the state before this run: an answer may have been wrong.
  if (reading.says === terms.goal && attempt > 0) {
    const earlier = progress.doubts > 0 ? whyUnknown(progress) : 'An earlier call was not accepted.';
    const message = `${earlier} Read before the next one, the account is ${terms.goal}.`;
    return settled(position, { outcome: terms.confirmed, message, attempt, tookMs });
  }
  if (reading.says === terms.goal) {
    const message = `Read before the call, the account was “${reading.text}” already; nothing was changed.`;
    return settled(position, { outcome: terms.already, message, attempt, tookMs });
  }
  if (reading.says === 'nothing') return judgeUnread(about, reading, random, readings);
  if (reading.says === 'odd') {
    const why = `the account reads “${reading.text}”, which says neither active nor inactive.`;
    return notCalled(about, { outcome: 'skipped', message: because(about, why), hint: lookAt, tookMs });
  }
  if (reading.notPerson !== undefined) {
    const why = `the account is no person’s, its type is “${reading.notPerson}”.`;
    return notCalled(about, { outcome: 'skipped', message: because(about, why), hint: lookAt, tookMs });
  }
  return null;
}

/**
 * The outcome of a user who must no longer be called, for the reason `why`. If there was a call, `judgeLook` first
 * judges what the reading says about it.
 */
export function judgeWithheld(about: About, why: string, { says, tookMs }: Reading): RunEvent {
  if (says === 'nothing') return notCalled(about, { outcome: 'skipped', message: why, hint: '', tookMs });
  const { position, progress } = about;
  const { attempt } = progress;
  const message = `${earlierCalls(progress)} ${why}`.trim();
  return settled(position, { outcome: attempt === 0 ? 'skipped' : 'failed', message, attempt, tookMs });
}

/** Judges a failed reading. It allows no call, unless the admin chose to continue without readings. */
function judgeUnread(
  about: About,
  { fault, tookMs }: Extract<Reading, { says: 'nothing' }>,
  random: number,
  readings: ReadingsSoFar,
): RunEvent | null {
  const { position, progress } = about;
  if (fault.owner === 'key') return keyRefused(position, { fault, tookMs });
  if (fault.code === 'rate-limited' || fault.code === 'unreachable') {
    return putOff(about, fault, tookMs, random);
  }
  const { message, hint } = fault;
  if (fault.code === 'other-account' || fault.code === 'unsendable') {
    return notCalled(about, { outcome: 'skipped', message, hint, fault, tookMs });
  }
  if (fault.owner === 'user') {
    const said = because(about, `the account could not be read. ${message}`);
    return notCalled(about, { outcome: 'refused', message: said, hint, fault, tookMs });
  }
  if (readings.waived) return null;
  if (fault.owner === 'network') return putOff(about, fault, tookMs, random);
  const round = (progress.unread ?? 0) + 1;
  if (fault.repeatable && round < maxUnread) {
    const waitMs = throttleWait(fault.waitMs, round, random);
    return { type: 'deferred', position, attempt: progress.attempt, fault, unread: true, waitMs, tookMs };
  }
  if (about.act !== 'dry-run' && readings.nobodyRead())
    return nobodyReadPause(message, 0, random, fault.waitMs);
  const given = fault.repeatable ? ` Given up after ${round} readings.` : '';
  const said = because(about, `the account could not be read. ${message}${given}`);
  // A refusal without a reason counts too [INFER].
  const outcome = fault.status === 403 ? 'refused' : 'failed';
  return notCalled(about, { outcome, message: said, hint, fault, tookMs });
}

/** The reason why a user is not called, or not called again. */
function because({ progress: { attempt } }: About, why: string): string {
  return `Not called${attempt === 0 ? '' : ' again'}: ${why}`;
}

/**
 * The outcome of a user without another call, given the earlier calls. If one of them may have taken effect, the user
 * stays in doubt. A user who was called is never `skipped`.
 */
function notCalled(
  { position, progress }: About,
  settling: Pick<Settling, 'outcome' | 'message' | 'tookMs'> & { hint: string; fault?: Fault },
): RunEvent {
  const { attempt, doubts } = progress;
  const message = `${earlierCalls(progress)} ${settling.message}`.trim();
  if (doubts > 0) {
    return settled(position, { ...settling, outcome: 'in-doubt', message, hint: lookThere, attempt });
  }
  const outcome = attempt > 0 && settling.outcome === 'skipped' ? 'failed' : settling.outcome;
  return settled(position, { ...settling, outcome, message, attempt });
}

/**
 * The pause of a run that can read no account, for the given reason. After `waitMs` it probes by itself; `probes`
 * counts the probes so far.
 */
export function nobodyReadPause(
  why: string,
  probes: number,
  random: number,
  askedMs: number | null = null,
): RunEvent {
  return {
    type: 'paused',
    code: 'nobody-read',
    message: `The first account cannot be read before its call, so nobody is called. ${why}`,
    hint: 'Lockstep asks now and then whether accounts can be read, and goes on by itself when they can. You can also go on without reading: then users who are inactive already are called too, and the report says of each that the account was not read.',
    waitMs: Math.max(askedMs ?? 0, probeWait(probes, random)),
  };
}

const lookAt = 'Look at this account in admin.atlassian.com.';
/** The hint for a user in doubt. */
export const lookThere = 'Look at this account in admin.atlassian.com, or run it again: it is read first.';

const acceptances = new Map<number, string>();

/** Cached by status, so that 100,000 users share one text in memory. */
function acceptedWith(status: number): string {
  const message = acceptances.get(status) ?? `Atlassian accepted the call (${status}).`;
  acceptances.set(status, message);
  return message;
}

/** Waits without having made an attempt. After too many waits the user is given up. */
function putOff({ position, progress }: About, fault: Fault, tookMs: number, random: number): RunEvent {
  const { attempt } = progress;
  const round = progress.putOff + 1;
  if (round > maxPutOffs) {
    const message = `${fault.message} Given up after ${maxPutOffs} waits.`;
    return settled(position, { outcome: 'failed', message, fault, attempt, tookMs });
  }
  const waitMs = throttleWait(fault.waitMs, round, random);
  return { type: 'deferred', position, attempt, fault, waitMs, tookMs };
}

/** Judges the answer to one call. A first 409 is judged by `judgeConflict`, after a reading. */
export function judgeCall(about: About, answer: Answer<null>, random: number): RunEvent {
  const { position, progress } = about;
  const { attempt } = progress;
  const { tookMs } = answer;
  if (answer.ok) {
    const message = acceptedWith(answer.status);
    const { done: outcome } = actTerms[about.act];
    return settled(position, { outcome, message, status: answer.status, attempt, tookMs });
  }
  const { fault } = answer;
  const base = { fault, attempt, tookMs };
  if (fault.owner === 'key') return keyRefused(position, { fault, tookMs });
  if (fault.effect === 'unknown') return { type: 'doubted', position, ...base };
  if (fault.code === 'rate-limited') return putOff(about, fault, tookMs, random);
  if (fault.repeatable) {
    if (attempt < maxAttempts) {
      return { type: 'deferred', position, ...base, waitMs: fault.waitMs ?? backoff(attempt, random) };
    }
    const message = `${fault.message} Given up after ${attempt} attempts.`;
    return settled(position, { ...base, outcome: 'failed', message });
  }
  if (fault.code === 'unsendable') {
    return settled(position, { ...base, outcome: 'skipped', message: fault.message });
  }
  // A refusal can result from an earlier call, and a status may lag behind that call [INFER].
  if (progress.doubts > 0) return { type: 'doubted', position, ...base };
  return settled(position, { ...base, outcome: outcomeOfRefusal(fault), message: fault.message });
}

/** The outcome after a refusal that a repetition cannot change. */
export function outcomeOfRefusal(fault: Fault): Outcome {
  return fault.owner === 'us' || fault.owner === 'network' ? 'failed' : 'refused';
}
