/** Finds the help topic for a user. This file is separate from `topic-of.ts`, which every page loads. */
import { topicOfFault } from '#lib/domain/help/topic-of';
import type { TopicId } from '#lib/domain/help/topics/topic';
import { needsAttention } from '#lib/domain/outcome/outcome';
import { type Prediction, willFail } from '#lib/domain/preflight/preflight';
import type { UserProgress } from '#lib/domain/run/user';

/**
 * The topic for a user of a run who needs attention; null for others, and if the message needs no further explanation.
 */
export function topicOfUser({ outcome, code }: Pick<UserProgress, 'outcome' | 'code'>): TopicId | null {
  if (outcome === null || !needsAttention(outcome)) return null;
  if (outcome === 'in-doubt') return 'in-doubt';
  if (code !== undefined) return topicOfFault[code];
  return outcome === 'refused' ? 'not-allowed' : null;
}

/**
 * The topic for a user whose call is predicted to fail: that of the predicted outcome. Predictions of earlier versions
 * have no code. Null for others.
 */
export function topicOfPrediction(prediction: Prediction | undefined): TopicId | null {
  if (prediction === undefined || !willFail(prediction)) return null;
  if (prediction.code !== undefined) return topicOfFault[prediction.code];
  return prediction.kind === 'not-managed' ? 'not-managed' : 'predicted-refusal';
}
