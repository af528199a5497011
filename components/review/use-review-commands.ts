/** What the palette offers on the review: the selection, the users, and what will happen to them. */
import type { SelectionState, SelectionStore } from '#components/review/ticks/selection-store.ts';
import type { TickChoice } from '#components/review/ticks/ticks-menu.tsx';
import { toggleFacet, withoutFilters } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { findUsers } from '#components/review/who/find-people.ts';
import { beginningPlaceOf } from '#components/review/who/place.ts';
import { formatQuantity } from '#components/shared/format.ts';
import { type Command, matching, useCommands } from '#components/shared/keyboard/commands.ts';
import type { ReviewUser } from '#lib/contract/roster';

/** Maximum number of users, and of filters, listed at a time. */
const listed = 8;

interface Parts {
  view: ReviewView;
  selection: SelectionStore;
  state: SelectionState;
  choices: readonly TickChoice[];
  showUser: (user: ReviewUser) => void;
}

/** Offers these commands while the review is on the page. */
export function useReviewCommands({ view, selection, state, choices, showUser }: Parts): void {
  useCommands((text) => [
    ...matching(selectionCommands(selection, state, choices), text),
    ...userCommands(state, text, showUser),
    ...(text.trim() === '' ? [] : matching(filterCommands(view), text).slice(0, listed)),
  ]);
}

function selectionCommands(
  selection: SelectionStore,
  { last }: SelectionState,
  choices: readonly TickChoice[],
): Command[] {
  const group = 'Selection';
  const undo: Command[] =
    last === null
      ? []
      : [
          {
            id: 'undo',
            group,
            label: 'Undo the last change',
            detail: formatQuantity(last.users.length, 'user'),
            keys: 'Ctrl Z',
            act: { run: selection.undo },
          },
        ];
  const ticks = choices
    .filter(({ disabled }) => !disabled)
    .map(({ label, run }) => ({ id: `tick ${label}`, group, label, act: { run } }));
  return [...undo, ...ticks];
}

function userCommands({ index }: SelectionState, text: string, show: Parts['showUser']): Command[] {
  if (text.trim() === '') return [];
  return findUsers(index, text, listed).map((user) => ({
    id: `user ${user.position}`,
    group: 'Users of this list',
    label: user.name || user.email || user.accountId || beginningPlaceOf(user),
    detail: user.email || user.accountId || '',
    act: { run: () => show(user) },
  }));
}

function filterCommands({ facets, query, change }: ReviewView): Command[] {
  return facets.flatMap(({ id, title, values }) =>
    values.map(({ value, label }) => ({
      id: `filter ${id} ${value}`,
      group: 'Filter',
      label: `${title}: ${label}`,
      act: { run: () => change(toggleFacet(withoutFilters(query), id, value)) },
    })),
  );
}
