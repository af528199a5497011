/** The users that the list of a run shows: filter, search, and whether it moves with the run. */
import { useDeferredValue, useMemo, useState } from 'react';
import type { FeedView } from '#components/run/feed/run-feed.ts';
import { type RunFilter, runRows, searchFlags, searchTexts } from '#components/run/users/run-rows.ts';
import { useListAddress } from '#components/run/users/use-list-address.ts';
import type { PlanEntry } from '#lib/domain/plan/plan';

export interface RowsUse {
  rows: readonly number[];
  filter: RunFilter;
  /** Lists these users, whatever was searched for. */
  show: (filter: RunFilter) => void;
  setFilter: (filter: RunFilter) => void;
  /** The account whose details are open at first; empty for none. */
  user: string;
  /** The details of this account were opened; empty: closed. */
  setUser: (accountId: string) => void;
  search: string;
  setSearch: (search: string) => void;
  /** Whether newer users appear in the list by themselves; it stands still while it is being read. */
  following: boolean;
  follow: (following: boolean) => void;
  /** Users begun since the list stood still. */
  newer: number;
}

/** The rows of a view. A run that has ended is listed whole, in the order of its plan. */
export function useRunRows(view: FeedView, entries: readonly PlanEntry[], carriedOut: boolean): RowsUse {
  const { run } = view;
  const ended = run.status === 'ended';
  const [{ outcome: chosen, q: search, user }, change] = useListAddress();
  /** The position where the list stands still; null while it follows. */
  const [frozen, setFrozen] = useState<number | null>(null);
  const typed = useDeferredValue(search);
  const searching = typed.trim() !== '';
  const texts = useMemo(() => (searching ? searchTexts(entries) : []), [entries, searching]);
  const found = useMemo(() => searchFlags(texts, typed), [texts, typed]);
  const filter = ended && chosen === 'begun' ? 'everyone' : chosen;
  const before = ended ? null : frozen;
  const rows = useMemo(
    () => runRows(view.run, { filter, newestFirst: view.run.status !== 'ended', before, found, carriedOut }),
    [view, filter, before, found, carriedOut],
  );
  return {
    rows,
    filter: chosen,
    show: (next) => change({ outcome: next, q: '', user: '' }),
    setFilter: (next) => change({ outcome: next, user: '' }),
    user,
    setUser: (accountId) => change({ user: accountId }),
    search,
    setSearch: (q) => change({ q, user: '' }),
    following: frozen === null,
    follow: (following) => setFrozen((now) => (following ? null : (now ?? run.next))),
    newer: frozen === null ? 0 : run.next - frozen,
  };
}
