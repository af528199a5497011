import type { RunTally } from '#components/run/outcomes/tallies.ts';
import { RunPages } from '#components/run/users/run-pages.tsx';
import { attentionCount, type RunFilter } from '#components/run/users/run-rows.ts';
import { headerHeight, listHeight, RunTable } from '#components/run/users/run-table.tsx';
import { useListedText } from '#components/run/users/use-listed-text.ts';
import { rowHeight } from '#components/run/users/use-rows-in-sight.ts';
import type { RowsUse } from '#components/run/users/use-run-rows.ts';
import { formatCount } from '#components/shared/format.ts';
import { usePreferences } from '#components/shared/preferences/use-preferences.ts';
import { type FilterChip, FilterChips } from '#components/shared/screen/filter-chips.tsx';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ArrowUpToLine, Search, SearchX } from '#components/ui/icons/lucide.tsx';
import { fieldClass } from '#components/ui/text-field.tsx';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunState } from '#lib/domain/run/state';
import type { Decisions } from '#lib/domain/run/view/decisions';

interface Props {
  list: RowsUse;
  tallies: readonly RunTally[];
  entries: readonly PlanEntry[];
  state: RunState;
  /** False if no process works on the run any more. */
  carriedOut: boolean;
  now: number;
  decisions: Decisions;
  /** Whether the page has shown the run while it was under way. Then outcomes without users have chips too. */
  watched: boolean;
}

/** The users of the run with the outcome of each; the newest come first while it goes on. */
export function RunUsers({ list, tallies, entries, state, carriedOut, now, decisions, watched }: Props) {
  const { rows, filter, setFilter, search, setSearch, following, follow, newer } = list;
  // The button that clears the search disappears with it.
  const place = useKeptFocus<HTMLElement>(`${search} ${rows.length === 0}`);
  const Table = usePreferences()?.lists === 'pages' ? RunPages : RunTable;
  const listed = useListedText(rows.length, `${filter} ${search}`);
  const ended = state.status === 'ended';
  const outcomes = tallies.filter(({ kind, count }) => watched || count > 0 || kind === filter);
  // Each number has the room of the greatest, so that the chips stay where they are while it grows.
  const room = `${formatCount(state.total).length}ch`;
  const chip = (id: RunFilter, label: string, count: number): FilterChip<RunFilter> => ({
    id,
    label: (
      <>
        {label}{' '}
        <span className="inline-block text-left tabular-nums" style={{ minWidth: room }}>
          {formatCount(count)}
        </span>
      </>
    ),
    chosen: filter === id,
  });
  const chips = [
    chip('begun', 'All', ended ? state.total : state.next),
    chip('attention', 'Needs attention', attentionCount(state)),
    // A wide window has the outcomes under the bar, and here only the chosen one.
    ...outcomes.map(({ kind, label, count }) => ({
      ...chip(kind, label, count),
      narrowOnly: kind !== filter,
    })),
  ];
  return (
    <section
      ref={place}
      aria-labelledby="run-users"
      id="users"
      className="min-w-0 scroll-mt-4 overflow-hidden rounded-xl border bg-panel print:hidden"
    >
      <h2 id="run-users" className="sr-only">
        Users
      </h2>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2">
        <FilterChips
          label="Which users"
          chips={chips}
          choose={setFilter}
          className="max-sm:-mx-4 max-sm:w-screen"
        />
        {/* The search stays in its place when the button goes: at the end of the line, narrow at its start. */}
        <div className="ml-auto flex min-w-0 flex-1 items-center justify-end gap-x-3 gap-y-2 sm:flex-wrap">
          {!ended && (
            <div className="flex items-center gap-2 text-xs text-ink-3 max-sm:order-last">
              {newer > 0 && <span>{formatCount(newer)} newer</span>}
              <Button
                variant="quiet"
                size="sm"
                aria-pressed={following}
                onClick={() => follow(!following)}
                className={following ? 'bg-accent-soft text-accent' : 'border-line'}
              >
                {following && <ArrowUpToLine size={13} />}
                <span>
                  Follow<span className="max-sm:sr-only"> the run</span>
                </span>
              </Button>
            </div>
          )}
          <label className="relative flex min-w-20 flex-1 items-center sm:min-w-36 sm:max-w-64">
            <span className="sr-only">Search by name, e-mail or account ID</span>
            <Search size={13} className="pointer-events-none absolute left-2.5 text-ink-3" />
            <input
              type="search"
              value={search}
              placeholder="Name, e-mail or account ID"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setSearch(event.target.value)}
              className={cx(fieldClass(false), 'pl-8')}
            />
          </label>
        </div>
      </div>
      <p role="status" className="sr-only">
        {listed}
      </p>
      <div style={{ minHeight: filter === 'begun' && search === '' ? heightOf(state.total) : undefined }}>
        {rows.length === 0 ? (
          <Nobody searching={search.trim() !== ''} filter={filter} onClear={() => setSearch('')} />
        ) : (
          <Table
            key={`${filter} ${search}`}
            rows={rows}
            entries={entries}
            state={state}
            carriedOut={carriedOut}
            now={now}
            following={following}
            decisions={decisions}
            user={list.user}
            onUser={list.setUser}
            onRead={() => follow(false)}
          />
        )}
      </div>
    </section>
  );
}

/**
 * The height of a list of so many users, which it keeps from the first of them on: nothing below it moves meanwhile.
 */
function heightOf(users: number): string {
  return `min(${listHeight}, ${headerHeight + users * rowHeight}px)`;
}

function Nobody({
  searching,
  filter,
  onClear,
}: {
  searching: boolean;
  filter: RunFilter;
  onClear: () => void;
}) {
  if (searching) {
    return (
      <EmptyState
        className="border-t"
        icon={<SearchX size={20} />}
        title="Nobody matches."
        actions={<Button onClick={onClear}>Clear the search</Button>}
      >
        No name, e-mail address or account ID in this list matches the search.
      </EmptyState>
    );
  }
  const title = filter === 'begun' ? 'The first user appears here.' : 'Nobody is in this list.';
  return (
    <EmptyState className="border-t" title={title}>
      {filter === 'attention' && 'Users who are refused, failed, in doubt or skipped appear here.'}
    </EmptyState>
  );
}
