/** The number of a roster's users by how they are selected. Predictions do not count here. Pure. */
import { z } from 'zod';
import { type Eligibility, isDoubted } from '#lib/domain/plan/eligibility';
import { type LeafFacts, leafOf } from '#lib/domain/plan/leaf';
import type { RosterUser } from '#lib/domain/roster/roster';

/** The number of a roster's users in each state. The six parts add up to `users`. */
export const selectionCountsSchema = z.object({
  users: z.number(),
  ticked: z.number(),
  /** Unticked users, without the doubtful ones. */
  unticked: z.number(),
  /** Users who can be ticked by hand only, and are not. */
  doubtful: z.number(),
  protected: z.number(),
  alreadyInactive: z.number(),
  unusable: z.number(),
});
export type SelectionCounts = z.infer<typeof selectionCountsSchema>;

/** Counts a roster's users, each with its block and whether it is ticked. */
export function countSelection(
  users: Iterable<
    Pick<Eligibility, 'uncertain'> & {
      user: Pick<RosterUser, 'problems'>;
      block: LeafFacts['block'];
      ticked: boolean;
    }
  >,
): SelectionCounts {
  const counts = {
    users: 0,
    ticked: 0,
    unticked: 0,
    doubtful: 0,
    protected: 0,
    alreadyInactive: 0,
    unusable: 0,
  };
  for (const each of users) {
    const { user, block, ticked } = each;
    counts.users += 1;
    counts[stateOf({ block, isDoubtful: isDoubted(user, each), isSelected: ticked })] += 1;
  }
  return counts;
}

/** Adds the numbers of other users to `counts`. */
export function addCounts(counts: SelectionCounts, others: SelectionCounts): void {
  for (const state of selectionCountsSchema.keyof().options) counts[state] += others[state];
}

function stateOf(user: Omit<LeafFacts, 'prediction'>): Exclude<keyof SelectionCounts, 'users'> {
  const leaf = leafOf({ ...user, prediction: undefined });
  switch (leaf) {
    case 'not-selected':
      return 'unticked';
    case 'already-inactive':
      return 'alreadyInactive';
    case 'doubtful':
    case 'protected':
    case 'unusable':
      return leaf;
    default:
      return 'ticked';
  }
}
