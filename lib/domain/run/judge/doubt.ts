/**
 * Judges readings of a user whose call may have taken effect although no answer confirms it. A status may lag behind a
 * change [INFER], so an unchanged account proves something only after half a minute. Pure; `random` in [0, 1).
 */
import { actTerms } from '#lib/domain/outcome/act';
import type { Fault } from '#lib/domain/outcome/answer';
import { doubtPause, maxAttempts, throttleWait } from '#lib/domain/run/backoff';
import type { RunEvent } from '#lib/domain/run/events';
import {
  type About,
  keyRefused,
  lookThere,
  outcomeOfRefusal,
  type Reading,
  settled,
} from '#lib/domain/run/judge/judge';
import { type UserProgress, whyUnknown } from '#lib/domain/run/user';

/**
 * A first 409 says "not eligible" [SPEC]. If the account read active before and after the call, that is a refusal. If
 * it cannot be read now, the readings continue.
 */
export function judgeConflict({ act, position, progress }: About, fault: Fault, reading: Reading): RunEvent {
  if (reading.says === 'nothing' && reading.fault.owner === 'key') return keyRefused(position, reading);
  const { goal, confirmed } = actTerms[act];
  const base = { fault, attempt: progress.attempt, tookMs: reading.tookMs };
  if (reading.says === goal) {
    const message = `Atlassian did not accept the call (409). ${readAfterwards(goal)}`;
    return settled(position, { ...base, outcome: confirmed, message, hint: '' });
  }
  if (reading.says === 'nothing' || reading.says === 'odd') return { type: 'doubted', position, ...base };
  return settled(position, { ...base, outcome: outcomeOfRefusal(fault), message: fault.message });
}

const readAfterwards = (goal: string) => `Read back after it, the account is ${goal}.`;

/**
 * Judges one reading of a user in doubt: an outcome, another reading after a pause, or another call (`deferred`).
 * Another call follows only if the account is unchanged after the last pause and the run is not stopping.
 */
export function judgeReadBack(
  about: About,
  reading: Reading,
  { random, stopping }: { random: number; stopping: boolean },
): RunEvent {
  const { act, position, progress } = about;
  const { attempt, doubt } = progress;
  const { tookMs } = reading;
  if (reading.says === 'nothing' && reading.fault.owner === 'key') return keyRefused(position, reading);
  const { goal, confirmed } = actTerms[act];
  const why = whyReadBack(progress);
  const base = { attempt, tookMs, ...(doubt ? { fault: doubt } : {}) };
  if (reading.says === goal) {
    const message = `${why} ${readAfterwards(goal)}`;
    return settled(position, { ...base, outcome: confirmed, message, hint: '' });
  }
  const pause = doubtPause(progress.unchangedReads + progress.failedReads + 1);
  if (reading.says === 'active' || reading.says === 'inactive') {
    // After a refusal without an earlier lost answer, there is no change that the status could lag behind.
    if (pause === null || progress.doubts === 0) return judgeUnchanged(about, reading, stopping);
    const message = `${why} Read back, the account is still ${reading.says}.`;
    return {
      type: 'read-back',
      position,
      reading: reading.says,
      message,
      hint: '',
      waitMs: pause,
      tookMs,
    };
  }
  const unread =
    reading.says === 'nothing'
      ? reading.fault.message
      : `The account reads “${reading.text}”, which says neither active nor inactive.`;
  const first = progress.unchangedReads > 0 ? `Read back at first, it was not ${goal} yet; later it` : 'It';
  const message = `${why} ${first} could not be read back: ${unread}`;
  if (reading.says === 'nothing' && reading.fault.repeatable && pause !== null && !stopping) {
    const { fault } = reading;
    const waitMs = fault.waitMs === null ? pause : Math.max(pause, throttleWait(fault.waitMs, 1, random));
    return { type: 'read-back', position, reading: 'unreadable', fault, message, hint: '', waitMs, tookMs };
  }
  const fault = reading.says === 'nothing' ? reading.fault : doubt;
  return settled(position, {
    outcome: 'in-doubt',
    message,
    hint: lookThere,
    attempt,
    tookMs,
    ...(fault ? { fault } : {}),
  });
}

/** The result if the account is unchanged half a minute after the call. */
function judgeUnchanged(
  { position, progress }: About,
  { says, tookMs }: Reading,
  stopping: boolean,
): RunEvent {
  const { attempt, doubt } = progress;
  const base = { attempt, tookMs, ...(doubt ? { fault: doubt } : {}) };
  if (doubt?.effect === 'none') {
    const later =
      progress.doubts > 0
        ? ` ${whyUnknown(progress)} Half a minute after this one, the account is still ${says}.`
        : '';
    const message = `${doubt.message}${later}`;
    return settled(position, { ...base, outcome: outcomeOfRefusal(doubt), message });
  }
  const message = `${whyReadBack(progress)} Half a minute later, the account is still ${says}.`;
  if (stopping) {
    const text = `${message} ${stopped}`;
    return settled(position, { ...base, outcome: 'failed', message: text });
  }
  if (attempt >= maxAttempts) {
    const text = `${message} Given up after ${attempt} attempts.`;
    return settled(position, { ...base, outcome: 'failed', message: text });
  }
  return { type: 'deferred', position, attempt, fault: doubt ?? diedInCall, waitMs: 0, tookMs };
}

const stopped = 'It was not called again: the run was stopped.';

/** The outcome, at a stop, of a user whose call got no answer and whose account read back unchanged. */
export function notCalledAgain(
  position: number,
  user: Pick<UserProgress, 'attempt' | 'doubts' | 'cutOff'>,
): RunEvent {
  const message = `${whyUnknown(user)} Half a minute after it, the account was unchanged. ${stopped}`;
  return settled(position, { outcome: 'failed', message, attempt: user.attempt, tookMs: 0 });
}

/** The reason why an account is read back, in a sentence or two. */
function whyReadBack(progress: About['progress']): string {
  const { doubt, doubts } = progress;
  if (!doubt) return diedInCall.message;
  return doubt.effect === 'none' && doubts > 0 ? `${whyUnknown(progress)} ${doubt.message}` : doubt.message;
}

/**
 * The outcome of a doubt that the run can no longer settle, with the reason for the admin. `leftOpen`: a run for the
 * remaining users can settle it.
 */
export function leftInDoubt(
  position: number,
  user: Pick<UserProgress, 'attempt' | 'doubt' | 'message'>,
  because: string,
  leftOpen = false,
): RunEvent {
  const message = `${user.message || diedInCall.message} ${because}`;
  const fault = user.doubt ?? undefined;
  const base = { attempt: user.attempt, tookMs: 0, hint: lookThere, ...(fault ? { fault } : {}) };
  return settled(position, { ...base, outcome: 'in-doubt', message, ...(leftOpen ? { leftOpen } : {}) });
}

/** The fault in the journal if the process died during a call. */
export const diedInCall: Fault = {
  code: 'connection-lost',
  owner: 'us',
  effect: 'unknown',
  repeatable: true,
  waitMs: null,
  status: null,
  message: 'The program ended in the middle of the call, which may never have been sent.',
  hint: '',
  detail: null,
};
