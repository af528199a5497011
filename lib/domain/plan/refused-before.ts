/** Tells whether a refusal in an earlier run may repeat. Pure. */
import type { FaultCode } from '#lib/domain/outcome/answer';
import { refusalLabels } from '#lib/domain/outcome/refusal-labels';
import { type Prediction, willFail } from '#lib/domain/preflight/preflight';

/** A run in which Atlassian refused to deactivate an account, and the last one that touched it. */
interface Refusal {
  run: number;
  /** The day on which the run ended, YYYY-MM-DD. */
  day: string;
  /** Null if the reason is none of the published ones. */
  code: FaultCode | null;
}

/**
 * The reasons that Atlassian also gives when it is asked whether an account may be deactivated. Others, such as an
 * unverified address, show only when the account is called.
 */
const askable: ReadonlySet<FaultCode | null> = new Set([
  'not-managed',
  'identity-provider',
  'not-allowed',
  'not-found',
]);

/**
 * The refusal as a phrase: `run 2 on 2026-11-26: e-mail never verified`. Null if a refusal is predicted anyway, or if
 * Atlassian has said since that it allows what it refused.
 */
export function refusedBefore(
  { run, day, code }: Refusal,
  prediction: Pick<Prediction, 'kind' | 'basis'> | undefined,
): string | null {
  if (willFail(prediction)) return null;
  if (prediction?.basis === 'asked' && askable.has(code)) return null;
  const why = (code && refusalLabels[code]) ?? '';
  return `run ${run} on ${day}${why && `: ${why}`}`;
}
