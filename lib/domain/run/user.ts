/** The progress of one user of a run. */
import type { Fault, FaultCode } from '#lib/domain/outcome/answer';
import type { Outcome } from '#lib/domain/outcome/outcome';

/** The state of a user whom the run has begun. */
export interface UserProgress {
  stage: 'calling' | 'deferred' | 'doubted' | 'settled';
  /** Calls begun so far. */
  attempt: number;
  /** The number of times that the user was put off without a call: a 429, or a reading that failed. */
  putOff: number;
  /** Failed readings before a call; absent if there was none. */
  unread?: number;
  /** Readings since the last call that showed the account unchanged, and readings that failed. */
  unchangedReads: number;
  failedReads: number;
  /** Calls that may have taken effect: the answer was lost, or the program ended. */
  doubts: number;
  /**
   * The number of these calls that the end of the program interrupted. They may never have been sent. Absent if none.
   */
  cutOff?: number;
  /** The HTTP status of the last answer that did not accept a call; absent if there was none. */
  declined?: number;
  /** The fault because of which the account is read back; null after the program ended during the call. */
  doubt: Fault | null;
  /** The account's status right before the last call; null if it could not be read. */
  before: string | null;
  /** The age of that status at the call, in ms, if it came from the search; absent if it came from the profile. */
  searchedMs?: number;
  outcome: Outcome | null;
  /** The run ended before the account could be read back. */
  leftOpen?: true;
  status: number | null;
  message: string;
  hint: string;
  detail: string | null;
  /** The kind of the fault that `message` explains; absent if it explains none. */
  code?: FaultCode;
  /** The page to which Atlassian sends the admin; absent if it names none. */
  link?: string;
  tookMs: number;
  /** Wall clock of the last event, ms since the epoch. */
  at: number;
}

/** A user whose first call is about to begin. */
export function freshUser(at: number): UserProgress {
  return {
    stage: 'calling',
    attempt: 0,
    putOff: 0,
    unchangedReads: 0,
    failedReads: 0,
    doubts: 0,
    doubt: null,
    before: null,
    outcome: null,
    status: null,
    message: '',
    hint: '',
    detail: null,
    tookMs: 0,
    at,
  };
}

/** Stores the latest message about a user, and adds the time it took, in ms. */
export function explain(
  user: UserProgress,
  said: Pick<Fault, 'message' | 'hint' | 'status' | 'detail' | 'link'> & { code?: FaultCode | null },
  tookMs: number,
): void {
  user.status = said.status;
  user.message = said.message;
  user.hint = said.hint;
  user.detail = said.detail;
  if (said.link !== undefined) user.link = said.link;
  else if (user.link !== undefined) delete user.link;
  if (said.code) user.code = said.code;
  else if (user.code !== undefined) delete user.code;
  // Whole numbers take less memory, and fractions are not needed.
  user.tookMs += Math.round(tookMs);
}

/**
 * Puts a user in doubt after a crash, since it is not known whether a call under way took effect. For users already in
 * doubt, the readings so far still count.
 */
export function doubtAfterCrash(user: UserProgress | undefined): void {
  if (user?.stage !== 'calling') return;
  user.stage = 'doubted';
  user.doubts += 1;
  user.cutOff = (user.cutOff ?? 0) + 1;
}

/** The reason why the effect of a user's calls is not known, in a sentence. There is at least one such call. */
export function whyUnknown({ doubts, cutOff = 0 }: Pick<UserProgress, 'doubts' | 'cutOff'>): string {
  return doubts > cutOff
    ? 'The answer to an earlier call was lost.'
    : 'An earlier call may never have been sent: the program ended in the middle of it.';
}

/** A sentence about the calls made so far, none of them known to be accepted; empty for none. */
export function earlierCalls(
  progress: Pick<UserProgress, 'attempt' | 'doubts' | 'cutOff' | 'declined'>,
): string {
  const { attempt, doubts, declined } = progress;
  if (attempt === 0) return '';
  if (doubts > 0) return whyUnknown(progress);
  const calls = attempt === 1 ? 'One earlier call was' : `${attempt} earlier calls were`;
  return `${calls} not accepted${declined === undefined ? '' : ` (${declined})`}, and not carried out as far as is known.`;
}
