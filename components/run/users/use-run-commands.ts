/** Commands of the palette on the page of a run: its users, and the users of each outcome. */
import { findInPlan } from '#components/plan/find-in-plan.ts';
import type { RunTally } from '#components/run/outcomes/tallies.ts';
import { showList } from '#components/run/users/show-list.ts';
import type { RowsUse } from '#components/run/users/use-run-rows.ts';
import { formatQuantity } from '#components/shared/format.ts';
import { type Command, matching, useCommands } from '#components/shared/keyboard/commands.ts';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunState } from '#lib/domain/run/state';

/** Maximum number of users listed at a time. */
const listed = 8;

interface Parts {
  list: RowsUse;
  entries: readonly PlanEntry[];
  tallies: readonly RunTally[];
  state: RunState;
}

/** Offers these commands while the run is on the page. */
export function useRunCommands({ list, entries, tallies, state }: Parts): void {
  useCommands((text) => [
    ...(text.trim() === '' ? [] : findInPlan(entries, text).slice(0, listed).map(userCommand)),
    ...matching(tallies.filter(({ count }) => count > 0).map(outcomeCommand), text),
  ]);

  function userCommand({ position, name, email, accountId }: PlanEntry): Command {
    return {
      id: `user ${position}`,
      group: 'Users of this run',
      label: name || email || accountId,
      detail: email || accountId,
      act: {
        run: () => {
          list.setFilter(state.users.has(position) ? 'begun' : 'not-attempted');
          list.setSearch(accountId);
          showList('search');
        },
      },
    };
  }

  function outcomeCommand({ kind, label, count }: RunTally): Command {
    return {
      id: `outcome ${kind}`,
      group: 'Show',
      label,
      detail: formatQuantity(count, 'user'),
      act: {
        run: () => {
          list.show(kind);
          showList('filter');
        },
      },
    };
  }
}
