/** Where one user of a run stands. */
import type { Fault } from '#lib/domain/outcome/answer';
import type { Outcome } from '#lib/domain/outcome/outcome';

export interface UserProgress {
  stage: 'calling' | 'deferred' | 'doubted' | 'settled';
  /** Calls begun so far. */
  attempt: number;
  /** Times the user was put off without a call having been tried: a 429, or no way to read the account. */
  putOff: number;
  /** Readings before a call that said nothing; absent where there was none. */
  unread?: number;
  /** Readings since the last call that showed the account unchanged, and that showed nothing. */
  unchangedReads: number;
  failedReads: number;
  /** Calls that may have taken effect though nobody knows: the answer was lost, or the program ended. */
  doubts: number;
  /** How many of them the end of the program cut off: these may never have been sent. Absent for none. */
  cutOff?: number;
  /** The status of the last answer that did not accept a call; absent where there was none. */
  declined?: number;
  /** The fault that the account is read back for; null after the program ended in the call. */
  doubt: Fault | null;
  /** What the account read right before the last call; null where it could not be read. */
  before: string | null;
  outcome: Outcome | null;
  /** The run ended before the account could be read back. */
  leftOpen?: true;
  status: number | null;
  message: string;
  hint: string;
  detail: string | null;
  /** Where Atlassian says that the admin must go; absent where it did not say. */
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

/** Notes what was last said about a user, and how long it took, in ms. */
export function explain(
  user: UserProgress,
  said: Pick<Fault, 'message' | 'hint' | 'status' | 'detail' | 'link'>,
  tookMs: number,
): void {
  user.status = said.status;
  user.message = said.message;
  user.hint = said.hint;
  user.detail = said.detail;
  if (said.link !== undefined) user.link = said.link;
  else if (user.link !== undefined) delete user.link;
  // Whole numbers take less memory, and nobody wants to know more.
  user.tookMs += Math.round(tookMs);
}

/** After a crash nobody knows whether a call under way took effect. What was read of others in doubt counts on. */
export function doubtAfterCrash(user: UserProgress | undefined): void {
  if (user?.stage !== 'calling') return;
  user.stage = 'doubted';
  user.doubts += 1;
  user.cutOff = (user.cutOff ?? 0) + 1;
  user.doubt = null;
}

/** Why it is not known what the calls to a user did, in a sentence. There is at least one such call. */
export function whyUnknown({ doubts, cutOff = 0 }: Pick<UserProgress, 'doubts' | 'cutOff'>): string {
  return doubts > cutOff
    ? 'The answer to an earlier call was lost.'
    : 'An earlier call may never have been sent: the program ended in the middle of it.';
}

/** What is known of the calls made so far, none of which is known to have been accepted, in a sentence; empty for none. */
export function earlierCalls(
  progress: Pick<UserProgress, 'attempt' | 'doubts' | 'cutOff' | 'declined'>,
): string {
  const { attempt, doubts, declined } = progress;
  if (attempt === 0) return '';
  if (doubts > 0) return whyUnknown(progress);
  const calls = attempt === 1 ? 'One earlier call was' : `${attempt} earlier calls were`;
  return `${calls} not accepted${declined === undefined ? '' : ` (${declined})`}, and not carried out as far as is known.`;
}
