/** The longest time for which a run may stand still and still go on by the judgement of its plan. Pure. */
import type { RunState } from '#lib/domain/run/state';

/** The longest time for which a run may stand still and go on, in ms. */
const longestStandMs = 24 * 3_600_000;

/**
 * The reason why a run may not go on at `wall` (ms since the epoch): it has called nobody for more than a day, or for a
 * time that the clock does not tell. Whoever became an organisation admin meanwhile, or was given back on purpose, is
 * not known to its plan. Null if it may go on. A dry run always may: it calls nobody.
 */
export function stoodStill(
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
