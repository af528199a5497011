/** Decides when a verification is suggested. Pure; times are in ms since the epoch. */
import { isFromFuture } from '#lib/domain/directory/freshness';
import { actTerms } from '#lib/domain/outcome/act';
import type { RunSummary } from '#lib/domain/run/view/summary';

/**
 * Time after the end of a run after which a second verification shows who came back: syncs run at least once a day
 * [INFER].
 */
export const verifyAgainAfterMs = 24 * 3_600_000;

/** Time after which a verification is no longer suggested. The button stays. */
const suggestedForMs = 30 * 24 * 3_600_000;

/**
 * The reason why a verification is suggested: there was none, the last one is unfinished, or the last one is from the
 * first day.
 */
export const verificationDues = ['never', 'unfinished', 'day-later'] as const;
type VerificationDue = (typeof verificationDues)[number];

/** The part of a run that the suggestion needs. */
type DueFor = Pick<RunSummary, 'act' | 'status' | 'endedAt' | 'counts'> & {
  imported: unknown;
  verification: { begunAt: number; endedAt: number | null } | null;
};

/** Whether a verification of this run is suggested at `now`; null if not. */
export function verificationDue(summary: DueFor, now: number): VerificationDue | null {
  const { act, status, endedAt, verification, counts, imported } = summary;
  if (status !== 'ended' || endedAt === null || act === 'dry-run') return null;
  const { done, confirmed } = actTerms[act];
  if (counts[done] + counts[confirmed] === 0 || now - endedAt > suggestedForMs) return null;
  // Lockstep did not make the calls of an imported run: its verification is offered, not suggested.
  if (verification === null) return imported === null ? 'never' : null;
  if (verification.endedAt === null) return 'unfinished';
  const isLate = now - endedAt >= verifyAgainAfterMs;
  // One that is dated in the future was begun before the clock was set back: how long after the run is not known.
  const isSecond =
    verification.begunAt - endedAt >= verifyAgainAfterMs && !isFromFuture(verification.begunAt, now);
  return isLate && !isSecond ? 'day-later' : null;
}

/** The suggestion in a sentence. */
export function dueText(due: VerificationDue, number: number, act: RunSummary['act']): string {
  switch (due) {
    case 'never':
      return `The accounts of run ${number} were not read again after its end.`;
    case 'unfinished':
      return `The verification of run ${number} did not come to its end.`;
    case 'day-later':
      return act === 'restore'
        ? `Run ${number} ended more than a day ago. Verify again to see whether all its users are still active.`
        : `Run ${number} ended more than a day ago. Verify again to see who came back.`;
  }
}
