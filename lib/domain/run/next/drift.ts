/**
 * The drift breaker, which pauses a run whose outcomes differ from the predictions of its plan. Checked after each
 * user. Pure.
 */
import type { Outcome } from '#lib/domain/outcome/outcome';
import { type Prediction, willFail } from '#lib/domain/preflight/preflight';
import { whole } from '#lib/domain/text/whole';

/**
 * The share of users with another outcome than predicted, among those with a comparable prediction, above which the run
 * pauses.
 */
const driftShare = 0.05;
/** The minimum number of users with another outcome than predicted before the run pauses. */
const driftUsers = 5;

/** The departure of a run from its predictions. */
interface Drift {
  /** Settled users whose prediction can be compared. */
  judged: number;
  /** Settled users with another outcome than predicted. */
  departed: number;
  /** Whether the run should pause. */
  tooMany: boolean;
}

/**
 * Whether an outcome differs from its prediction; null if the two cannot be compared. A prediction counts only if
 * Atlassian was asked about that very account, and an outcome only if Atlassian gave it: network faults have their own
 * breakers.
 */
export function differsFromPrediction(
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

/** The comparison for the journal. Here a refusal counts as foreseen if any part of preflight predicted it. */
export function foreseen(
  prediction: Pick<Prediction, 'kind' | 'basis'> | undefined,
  outcome: Outcome,
): 'met' | 'missed' | undefined {
  if (outcome === 'refused' && willFail(prediction)) return 'met';
  const verdict = differsFromPrediction(prediction, outcome);
  if (verdict === null) return undefined;
  return verdict ? 'missed' : 'met';
}

/** Counts the settled users of a run. */
export function driftOf(
  settled: Iterable<{ prediction: Pick<Prediction, 'kind' | 'basis'> | undefined; outcome: Outcome }>,
): Drift {
  let judged = 0;
  let departed = 0;
  for (const { prediction, outcome } of settled) {
    const verdict = differsFromPrediction(prediction, outcome);
    if (verdict === null) continue;
    judged += 1;
    if (verdict) departed += 1;
  }
  return { judged, departed, tooMany: isTooMany(judged, departed) };
}

/** Whether `departed` departures among `judged` users should pause a run. */
export function isTooMany(judged: number, departed: number): boolean {
  return departed >= driftUsers && departed > judged * driftShare;
}

/** The message of the pause. */
export function driftExplanation({ judged, departed }: Pick<Drift, 'judged' | 'departed'>): {
  message: string;
  hint: string;
} {
  return {
    message: `${whole(departed)} of ${whole(judged)} users went another way than predicted.`,
    hint: 'See who they are in the list, then resume or stop. A new check may show what has changed.',
  };
}
