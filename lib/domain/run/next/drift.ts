/** The drift brake: whether a run goes as its plan predicted. Pure; the run asks it after each user. */
import type { Outcome } from '#lib/domain/outcome/outcome';
import { type Prediction, willFail } from '#lib/domain/preflight/preflight';

/** So large a share of the users that a prediction can be held against, … */
export const driftShare = 0.05;
/** … and at least so many of them, must have gone another way. */
export const driftUsers = 5;

export interface Drift {
  /** Settled users with a prediction that can be held against them. */
  judged: number;
  /** Those whose outcome departs from it. */
  departed: number;
  /** Whether the run should pause and say so. */
  tooMany: boolean;
}

/**
 * Whether an outcome departs from its prediction; null where the two cannot be compared. Only what Atlassian said
 * when asked about that very account is held against an outcome, and only outcomes that Atlassian gave: a network
 * fault has brakes of its own.
 */
export function departs(
  prediction: Pick<Prediction, 'kind' | 'basis'> | undefined,
  outcome: Outcome,
): boolean | null {
  if (prediction?.basis !== 'asked') return null;
  const went =
    outcome === 'deactivated' || outcome === 'confirmed-inactive'
      ? 'gone'
      : outcome === 'already-inactive'
        ? 'was'
        : outcome === 'refused'
          ? 'refused'
          : null;
  if (went === null) return null;
  switch (prediction.kind) {
    case 'will-deactivate':
    case 'changed':
      return went === 'refused';
    case 'already-inactive':
      return went !== 'was';
    case 'refused':
    case 'not-managed':
      return went === 'gone';
    case 'unknown':
      return null;
  }
}

/** The same in a word for the journal: a refusal that any part of preflight foretold was foreseen. */
export function foreseen(
  prediction: Pick<Prediction, 'kind' | 'basis'> | undefined,
  outcome: Outcome,
): 'met' | 'missed' | undefined {
  if (outcome === 'refused' && willFail(prediction)) return 'met';
  const verdict = departs(prediction, outcome);
  if (verdict === null) return undefined;
  return verdict ? 'missed' : 'met';
}

/** Counts a run's settled users. */
export function driftOf(
  settled: Iterable<{ prediction: Pick<Prediction, 'kind' | 'basis'> | undefined; outcome: Outcome }>,
): Drift {
  let judged = 0;
  let departed = 0;
  for (const { prediction, outcome } of settled) {
    const verdict = departs(prediction, outcome);
    if (verdict === null) continue;
    judged += 1;
    if (verdict) departed += 1;
  }
  return { judged, departed, tooMany: isTooMany(judged, departed) };
}

/** Whether so many departures of so many judged users should pause a run. */
export function isTooMany(judged: number, departed: number): boolean {
  return departed >= driftUsers && departed > judged * driftShare;
}

/** What the pause says. */
export function driftExplanation({ judged, departed }: Pick<Drift, 'judged' | 'departed'>): {
  message: string;
  hint: string;
} {
  return {
    message: `${departed} of ${judged} users went another way than preflight predicted.`,
    hint: 'See who they are in the list, then resume or stop. A new preflight may tell what has changed.',
  };
}
