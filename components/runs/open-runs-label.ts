import { formatQuantity } from '#components/shared/format.ts';
import type { ListedRun } from '#lib/contract/runs';

/**
 * `Run 4 is open: 3 users need a decision`. Of several runs it counts decisions: a user can need one in each of them.
 */
export function openRunsLabel(open: readonly Pick<ListedRun, 'number' | 'users'>[]): string {
  const count = open.reduce((sum, { users }) => sum + users.open, 0);
  return open.length === 1
    ? `Run ${open[0]?.number} is open: ${formatQuantity(count, 'user needs', 'users need')} a decision`
    : `${open.length} runs are open: ${formatQuantity(count, 'decision is', 'decisions are')} needed`;
}
