/** A run in numbers, as the page shows them while it goes on: every user of the plan is in exactly one. */
import { type Act, actTerms } from '#lib/domain/act';
import { type Outcome, outcomeKinds, outcomeLabels } from '#lib/domain/outcome';
import type { RunState } from '#lib/domain/run';

/** An outcome, or `to-do`: no outcome yet. */
export type TallyKind = Outcome | 'to-do';

export interface RunTally {
  kind: TallyKind;
  label: string;
  count: number;
}

/** Those that are shown although nobody is in them: an admin looks for their zero. */
const always = (act: Act): ReadonlySet<TallyKind> =>
  new Set([actTerms[act].done, actTerms[act].already, 'refused', 'failed', 'in-doubt', 'to-do']);

/** The tallies of a run, in the glossary's order; their counts add up to its total. */
export function runTallies(state: RunState): RunTally[] {
  const inDoubt = usersInDoubt(state).length;
  const counts = { ...state.counts, 'in-doubt': state.counts['in-doubt'] + inDoubt };
  const outcomes: RunTally[] = outcomeKinds.map((kind) => ({
    kind,
    label: outcomeLabels[kind],
    count: counts[kind],
  }));
  const toDo: RunTally = {
    kind: 'to-do',
    label: state.status === 'ended' ? outcomeLabels['not-attempted'] : 'To do',
    count: state.total - state.settled - inDoubt,
  };
  const shown = always(state.act);
  return [...outcomes, toDo].filter(({ kind, count }) => count > 0 || shown.has(kind));
}

/** Positions of the users whose call was sent and whose answer was lost, not settled yet. */
export function usersInDoubt(state: RunState): number[] {
  return [...state.open].filter((position) => state.users[position]?.stage === 'doubted');
}

/** In which tally a user is; `user` is undefined where the run has not begun them. */
export function tallyOf(user: RunState['users'][number]): TallyKind {
  if (!user) return 'to-do';
  if (user.stage === 'doubted') return 'in-doubt';
  return user.outcome ?? 'to-do';
}
