/** A run in numbers. Every user of the plan is in exactly one of them. */
import { type Act, actTerms, outcomeLabel, shownKindsOf } from '#lib/domain/outcome/act';
import type { ShownOutcome } from '#lib/domain/outcome/outcome';
import type { RunState } from '#lib/domain/run/state';
import { shownCounts } from '#lib/domain/run/view/shown-outcome';

export interface RunTally {
  kind: ShownOutcome;
  label: string;
  count: number;
}

/** Shown even if they are zero, since an admin looks for that zero. */
function always(act: Act, withOpen: boolean): ReadonlySet<ShownOutcome> {
  const { done, already } = actTerms[act];
  // A dry run calls nobody, so nobody in it can be in doubt.
  const called: ShownOutcome[] = act === 'dry-run' ? [] : ['in-doubt'];
  const open: ShownOutcome[] = withOpen && act !== 'dry-run' ? ['under-way', 'not-read-back'] : [];
  return new Set([done, already, 'refused', 'failed', ...called, ...open, 'not-attempted']);
}

/**
 * The tallies of a run, in the order of `shownKindsOf`. `carriedOut` is false if the engine has abandoned the run;
 * `watched` is true if the page has seen the run under way: its numbers of users under way then stay, at zero.
 */
export function runTallies(state: RunState, carriedOut: boolean, watched: boolean): RunTally[] {
  const counts = shownCounts(state, carriedOut);
  const shown = always(state.act, watched);
  return shownKindsOf(state.act)
    .map((kind) => ({ kind, label: outcomeLabel(state.act, kind), count: counts[kind] }))
    .filter(({ kind, count }) => count > 0 || shown.has(kind));
}
