import { useState } from 'react';
import { useColumnLayout } from '#components/review/columns/use-column-layout.ts';
import { SaveMenu } from '#components/review/file/save-menu.tsx';
import type { RosterSize } from '#components/review/file/size-label.ts';
import { FacetList } from '#components/review/filters/facet-list.tsx';
import { LeafChips } from '#components/review/filters/leaf-chips.tsx';
import { UsersGrid } from '#components/review/grid/users-grid.tsx';
import { UsersPages } from '#components/review/pages/users-pages.tsx';
import { ProtectMenu } from '#components/review/protect/protect-menu.tsx';
import type { OpenDialog } from '#components/review/review-dialogs.tsx';
import type { SelectionState, SelectionStore } from '#components/review/ticks/selection-store.ts';
import { Toolbar } from '#components/review/toolbar.tsx';
import { useListTicks } from '#components/review/use-list-ticks.ts';
import { useReviewCommands } from '#components/review/use-review-commands.ts';
import { orderText } from '#components/review/view/listed-text.ts';
import {
  isNarrowed,
  type ReviewQuery,
  withoutFilters,
  writeQuery,
} from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { sourceNoun } from '#components/review/who/source-words.ts';
import { usePreferences } from '#components/shared/preferences/use-preferences.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { SearchX } from '#components/ui/icons/lucide.tsx';
import type { KeptColumns } from '#lib/contract/preferences';
import type { RosterDetail } from '#lib/contract/roster';

interface Props {
  roster: RosterDetail;
  view: ReviewView;
  selection: SelectionStore;
  state: SelectionState;
  size: RosterSize;
  /** The number of ticked users. */
  ticked: number;
  /** The saved columns, and a function that saves them. */
  kept: KeptColumns | null;
  keep: (columns: KeptColumns) => void;
  open: (dialog: OpenDialog) => void;
}

/** The filters, the tools and the table of the users. */
export function ReviewList({ roster, view, selection, state, size, ticked, kept, keep, open }: Props) {
  const layout = useColumnLayout(view.columns, kept, keep);
  const isPaged = usePreferences()?.lists === 'pages';
  const Users = isPaged ? UsersPages : UsersGrid;
  const all = useListTicks(view, selection, state);
  const [relisted, setRelisted] = useState(0);
  // A button that clears a filter or lists again goes when it is pressed.
  const place = useKeptFocus<HTMLElement>(
    `${writeQuery(view.query)} ${view.narrowed} ${view.rows.length === 0} ${relisted}`,
  );
  useReviewCommands({
    view,
    selection,
    state,
    choices: all.choices,
    showUser: (user) => open({ about: 'details', user }),
  });
  return (
    <div className={cx('flex', isPaged ? 'flex-auto' : 'min-h-0 flex-[1_0_24rem]')}>
      <aside
        aria-label="Filters"
        className="hidden w-58 shrink-0 overflow-y-auto border-r px-3 py-3 lg:block"
      >
        <h2 className="sr-only">Filters</h2>
        <FacetList view={view} />
      </aside>
      <section ref={place} aria-label="Users" className="flex min-w-0 flex-1 flex-col bg-panel">
        <h2 className="sr-only">Users</h2>
        <Toolbar
          view={view}
          onRelist={() => {
            view.relist();
            setRelisted(relisted + 1);
          }}
          layout={layout}
          size={size}
          all={all.blockedBy === null ? all : null}
          only={all.only}
          choices={all.choices}
          undo={state.last === null ? null : selection.undo}
          protect={
            <ProtectMenu
              view={view}
              state={state}
              onProtect={(users) => open({ about: 'protecting-many', users })}
            />
          }
          save={<SaveMenu roster={roster} state={state} rows={view.rows} ticked={ticked} />}
        />
        <LeafChips view={view} users={size.rows} />
        <p role="status" className="sr-only">
          {orderText(view.query.sort, view.columns, sourceNoun(roster.kind))}
        </p>
        {view.rows.length === 0 ? (
          <NobodyMatches view={view} />
        ) : (
          <Users
            label={`Users of ${roster.name}`}
            view={view}
            layout={layout}
            selection={selection}
            state={state}
            all={all}
            onProtect={(user) => open({ about: 'protection', user })}
            onDetails={(user) => open({ about: 'details', user })}
          />
        )}
      </section>
    </div>
  );
}

function nobodyText(query: ReviewQuery): string {
  if (query.search.trim() === '') return 'No user matches all the filters.';
  return isNarrowed({ ...query, search: '' })
    ? 'No user matches both the search and the filters.'
    : 'No user matches the search.';
}

function NobodyMatches({ view }: { view: ReviewView }) {
  return (
    <EmptyState
      icon={<SearchX size={20} />}
      title="Nobody matches."
      actions={<Button onClick={() => view.change(withoutFilters(view.query))}>Clear filters</Button>}
    >
      {nobodyText(view.query)}
    </EmptyState>
  );
}
