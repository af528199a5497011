/** Limits how long a run may stand still before the judgement of its plan is too old to continue. Pure. */
import type { RunState } from '#lib/domain/run/state';

/** The longest time without a call after which a run may continue, in ms. */
const longestStandMs = 24 * 3_600_000;

/**
 * The reason why a run may not continue at `wall` (ms since the epoch): it has called nobody for more than a day, or
 * the clock was set back, so that this time is not known. Its plan does not know who became an organisation admin
 * since, or was restored on purpose. Null if it may continue. A dry run always may, since it calls nobody.
 */
export function standstillReason(
  { act, calledAt }: Pick<RunState, 'act' | 'calledAt'>,
  wall: number,
): { message: string; hint: string } | null {
  const stood = calledAt === null ? 0 : wall - calledAt;
  if (act === 'dry-run' || Math.abs(stood) <= longestStandMs) return null;
  const message =
    stood < 0
      ? 'By the clock of this computer this run was at work in the future: the clock was set back, so how old its plan is cannot be told.'
      : 'This run has stood still for more than a day: what its plan was judged by may no longer be true.';
  const hint = 'Stop it, then make a new run of the rest: that is judged by what is known now.';
  return { message, hint };
}
