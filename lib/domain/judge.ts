/**
 * From an answer to the journal: what one call or one reading means for a user. Pure; `random` in [0, 1) spreads
 * the waits.
 */
import type { Answer, Fault } from '#lib/domain/answer';
import {
  backoff,
  maxAttempts,
  maxCanaryReads,
  maxFailedReads,
  maxThrottles,
  readSpacingMs,
  throttleWait,
} from '#lib/domain/backoff';
import type { Outcome } from '#lib/domain/outcome';
import type { UserProgress } from '#lib/domain/run';
import type { RunEvent } from '#lib/domain/run-events';

/** What a reading of an account says; `odd` is a status that is neither active nor inactive. */
export type Reading =
  | { says: 'active'; text: string; tookMs: number }
  | { says: 'inactive'; text: string; tookMs: number }
  | { says: 'odd'; text: string; tookMs: number }
  | { says: 'nothing'; fault: Fault; tookMs: number };

/**
 * Reads an account status. `closed` counts as inactive: accounts deactivated by SCIM can read so [LIVE, ACCESS-2169].
 */
export function readingOf(answer: Answer<{ status: string }>): Reading {
  if (!answer.ok) return { says: 'nothing', fault: answer.fault, tookMs: answer.tookMs };
  const text = answer.value.status;
  const says = text === 'active' ? 'active' : text === 'inactive' || text === 'closed' ? 'inactive' : 'odd';
  return { says, text, tookMs: answer.tookMs };
}

interface Settling {
  outcome: Outcome;
  sentence: string;
  cure?: string;
  status?: number | null;
  fault?: Fault;
  attempt: number;
  tookMs: number;
}

/** A `settled` event; texts of a fault are kept beside the outcome they led to. */
export function settled(position: number, settling: Settling): RunEvent {
  const { fault } = settling;
  return {
    type: 'settled',
    position,
    outcome: settling.outcome,
    attempt: settling.attempt,
    status: settling.status ?? fault?.status ?? null,
    code: fault?.code ?? null,
    sentence: settling.sentence,
    cure: settling.cure ?? fault?.cure ?? '',
    words: fault?.words ?? null,
    tookMs: settling.tookMs,
  };
}

/**
 * What the reading right before a call means: an outcome or a wait where it decides the matter, else null (call).
 * An account that cannot be read is called all the same: the call itself gives the clearer answer.
 */
export function judgeLook(
  position: number,
  progress: Pick<UserProgress, 'attempt' | 'throttles' | 'doubts'>,
  reading: Reading,
  random: number,
): RunEvent | null {
  const { attempt } = progress;
  if (reading.says === 'inactive' && progress.doubts > 0) {
    const sentence =
      'The answer to an earlier call was lost; read before the next one, the account is inactive.';
    return settled(position, { outcome: 'confirmed-inactive', sentence, attempt, tookMs: reading.tookMs });
  }
  if (reading.says === 'inactive') {
    const sentence = `Read before the call, the account was “${reading.text}” already; nothing was changed.`;
    return settled(position, { outcome: 'already-inactive', sentence, attempt, tookMs: reading.tookMs });
  }
  if (reading.says !== 'nothing') return null;
  const { fault, tookMs } = reading;
  if (fault.owner !== 'key' && fault.code !== 'rate-limited') return null;
  return judgeCall(position, progress, { ok: false, fault, tookMs }, random);
}

/** What the answer to one `disable` call means. A 409 is judged by `judgeConflict`, after a reading. */
export function judgeCall(
  position: number,
  progress: Pick<UserProgress, 'attempt' | 'throttles'>,
  answer: Answer<null>,
  random: number,
): RunEvent {
  const { attempt } = progress;
  const { tookMs } = answer;
  if (answer.ok) {
    const sentence = `Atlassian accepted the call (${answer.status}).`;
    return settled(position, { outcome: 'deactivated', sentence, status: answer.status, attempt, tookMs });
  }
  const { fault } = answer;
  const base = { fault, attempt, tookMs };
  if (fault.owner === 'key')
    return settled(position, { ...base, outcome: 'failed', sentence: fault.sentence });
  if (fault.effect === 'unknown') return { type: 'doubted', position, ...base };
  if (fault.code === 'rate-limited') {
    const throttles = progress.throttles + 1;
    if (throttles > maxThrottles) {
      const sentence = `Given up after ${maxThrottles} answers that asked to wait (429).`;
      return settled(position, { ...base, outcome: 'failed', sentence });
    }
    return { type: 'deferred', position, ...base, waitMs: throttleWait(fault.waitMs, throttles, random) };
  }
  if (fault.repeatable) {
    if (attempt < maxAttempts) {
      return { type: 'deferred', position, ...base, waitMs: fault.waitMs ?? backoff(attempt, random) };
    }
    const sentence = `${fault.sentence} Given up after ${attempt} attempts.`;
    return settled(position, { ...base, outcome: 'failed', sentence });
  }
  if (fault.code === 'unsendable') {
    return settled(position, { ...base, outcome: 'skipped', sentence: fault.sentence });
  }
  const outcome = fault.owner === 'us' || fault.owner === 'network' ? 'failed' : 'refused';
  return settled(position, { ...base, outcome, sentence: fault.sentence });
}

/** A 409 says "not eligible"; the reading tells an account that was inactive anyway from a real refusal [SPEC]. */
export function judgeConflict(
  position: number,
  progress: Pick<UserProgress, 'attempt' | 'doubts'>,
  fault: Fault,
  reading: Reading,
): RunEvent {
  const { attempt } = progress;
  const base = { fault, attempt, tookMs: reading.tookMs };
  if (reading.says === 'inactive' && progress.doubts > 0) {
    const sentence =
      'The answer to an earlier call was lost; read back after the next one, the account is inactive.';
    return settled(position, { ...base, outcome: 'confirmed-inactive', sentence, cure: '' });
  }
  if (reading.says === 'inactive') {
    const sentence = `The account was inactive already: Atlassian did not accept the call (409) and it reads “${reading.text}”.`;
    return settled(position, { ...base, outcome: 'already-inactive', sentence, cure: '' });
  }
  return settled(position, { ...base, outcome: 'refused', sentence: fault.sentence });
}

/** What reading back means for a user whose call was sent and whose answer was lost. */
export function judgeReadBack(
  position: number,
  progress: Pick<UserProgress, 'attempt' | 'activeReads' | 'failedReads' | 'doubt'>,
  reading: Reading,
  random: number,
): RunEvent {
  const { attempt } = progress;
  const lost = progress.doubt ?? undefined;
  const why = lost?.sentence ?? 'The program ended while the call was under way.';
  const base = { attempt, tookMs: reading.tookMs, ...(lost ? { fault: lost } : {}) };
  if (reading.says === 'inactive') {
    const sentence = `${why} Read back afterwards, the account is inactive.`;
    return settled(position, { ...base, outcome: 'confirmed-inactive', sentence, cure: '' });
  }
  if (reading.says === 'active') {
    const sentence = `${why} Read back, the account is still active.`;
    if (progress.activeReads === 0) {
      const waitMs = readSpacingMs;
      return {
        type: 'read-back',
        position,
        reading: 'active',
        sentence,
        cure: '',
        waitMs,
        tookMs: reading.tookMs,
      };
    }
    if (attempt >= maxAttempts) {
      const text = `${sentence} Given up after ${attempt} attempts.`;
      return settled(position, { ...base, outcome: 'failed', sentence: text });
    }
    if (lost) {
      const waitMs = backoff(attempt, random);
      return { type: 'deferred', position, attempt, fault: lost, waitMs, tookMs: reading.tookMs };
    }
    return { type: 'deferred', position, attempt, fault: diedInCall, waitMs: 0, tookMs: reading.tookMs };
  }
  const unread =
    reading.says === 'odd'
      ? `The account reads “${reading.text}”, which says neither active nor inactive.`
      : reading.fault.sentence;
  const mayReadAgain = progress.failedReads + 1 < maxFailedReads;
  if (reading.says === 'nothing' && reading.fault.repeatable && mayReadAgain) {
    const sentence = `${why} It could not be read back: ${unread}`;
    const waitMs = reading.fault.waitMs ?? backoff(progress.failedReads + 1, random);
    return {
      type: 'read-back',
      position,
      reading: 'unreadable',
      sentence,
      cure: '',
      waitMs,
      tookMs: reading.tookMs,
    };
  }
  const sentence = `${why} It could not be read back: ${unread}`;
  const fault = reading.says === 'nothing' ? reading.fault : lost;
  return settled(position, {
    outcome: 'in-doubt',
    sentence,
    cure: 'Look at this account in admin.atlassian.com, or run it again: it is read first.',
    attempt,
    tookMs: reading.tookMs,
    ...(fault ? { fault } : {}),
  });
}

/** What a reading of the canary means: the rest may follow, another look later, or the admin is asked. */
export function judgeCanary(position: number, reads: number, reading: Reading, random: number): RunEvent {
  if (reading.says === 'inactive') return { type: 'canary-passed', position };
  const sentence =
    reading.says === 'nothing'
      ? `The first user was deactivated, but the account could not be read back: ${reading.fault.sentence}`
      : `The first user was deactivated, but the account still reads “${reading.text}”.`;
  if (reading.says === 'nothing' && reading.fault.owner === 'key') return halted(reading.fault);
  const cure =
    'Look at this user in admin.atlassian.com. Resume if the account is deactivated there, else stop.';
  const again = reading.says !== 'nothing' || reading.fault.repeatable;
  if (!again || reads + 1 >= maxCanaryReads)
    return { type: 'paused', code: 'canary-unconfirmed', sentence, cure };
  return { type: 'canary-waited', position, sentence, cure, waitMs: backoff(reads + 1, random) };
}

/** The end of a run whose key Atlassian does not accept: not one more call is made. */
export function halted(fault: Pick<Fault, 'sentence' | 'cure'>): RunEvent {
  return { type: 'ended', how: 'halted', code: 'key-refused', sentence: fault.sentence, cure: fault.cure };
}

/** Stands in the journal where the process died in the middle of a call. */
export const diedInCall: Fault = {
  code: 'connection-lost',
  owner: 'us',
  effect: 'unknown',
  repeatable: true,
  waitMs: null,
  status: null,
  sentence: 'The program ended while the call was under way.',
  cure: '',
  words: null,
};
