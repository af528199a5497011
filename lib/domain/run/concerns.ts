/**
 * Finds the users of an ended run who need a decision of the admin: to retry them, or to dismiss them with a reason.
 * Pure.
 */
import { needsAttention } from '#lib/domain/outcome/outcome';
import { isReported } from '#lib/domain/run/import';
import { contradicted } from '#lib/domain/run/recheck';
import type { Dismissal, RunState } from '#lib/domain/run/state';
import { verdictOf } from '#lib/domain/run/verdict';

/**
 * The reason why each of these users needs a decision, by position: the outcome, and the status if a reading
 * contradicts it. A dry run changed nothing, so its users need none. A run from a report is decided where it was made.
 * A user whose account had the run's goal status after the run needs none.
 */
export function concernsOf(state: RunState): ReadonlyMap<number, string> {
  const concerns = new Map<number, string>();
  if (state.status !== 'ended' || state.act === 'dry-run' || isReported(state.imported)) return concerns;
  const against = new Set(contradicted(state));
  const needed = state.users.positions(({ outcome }) => outcome !== null && needsAttention(outcome));
  for (const position of [...new Set([...against, ...needed])].sort((one, other) => one - other)) {
    const outcome = state.users.brief(position)?.outcome;
    if (!outcome) continue;
    const verdict = verdictOf(state, position);
    if (against.has(position)) concerns.set(position, `${outcome} ${verdict ?? 'at the end'}`);
    else if (verdict !== 'verified') concerns.set(position, outcome);
  }
  return concerns;
}

/**
 * Records a decision about those of `positions` who need one; `at` is in ms since the epoch. Changes the state in
 * place.
 */
export function foldDismissal(
  state: RunState,
  { positions, reason, by }: { positions: readonly number[]; reason: string; by: string },
  at: number,
): RunState {
  const concerns = concernsOf(state);
  for (const position of positions) {
    const concern = concerns.get(position);
    if (concern !== undefined) state.dismissals.set(position, { reason, by, at, concern });
  }
  return state;
}

/** The decision about the user at `position`; null if there is none, or another concern has arisen since. */
export function dismissalOf(
  { dismissals }: RunState,
  concerns: ReadonlyMap<number, string>,
  position: number,
): Dismissal | null {
  const found = dismissals.get(position);
  return found !== undefined && found.concern === concerns.get(position) ? found : null;
}

/** The positions without a decision, in order. Whether a later run settled them is not known here. */
export function undecided(state: RunState): number[] {
  const concerns = concernsOf(state);
  return [...concerns.keys()].filter((position) => dismissalOf(state, concerns, position) === null);
}
