/** The users that the review lists, by the query in the address of the page. */
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { type ReviewColumn, reviewColumns } from '#components/review/columns/review-columns.ts';
import type { SelectionState } from '#components/review/ticks/selection-store.ts';
import { type Facet, facetsOf } from '#components/review/view/facets.ts';
import {
  type FacetCounts,
  inactiveHits,
  matchUsers,
  rowsOf,
  sameButTicks,
  searchHits,
  totalsOf,
} from '#components/review/view/matching.ts';
import {
  isNarrowed,
  isStep,
  type ReviewQuery,
  readQuery,
  writeQuery,
} from '#components/review/view/review-query.ts';
import { type ColumnOrder, orderBy } from '#components/review/view/row-order.ts';
import { seenIn } from '#components/review/view/seen-in.ts';
import { sourceNoun } from '#components/review/who/source-words.ts';
import type { Roster, RosterDetail } from '#lib/contract/roster';
import { answeredOrders } from '#lib/domain/roster/cells/date-order';

const noTicks = new Uint8Array(0);

export interface ReviewView {
  query: ReviewQuery;
  change: (next: ReviewQuery) => void;
  narrowed: boolean;
  columns: readonly ReviewColumn[];
  facets: readonly Facet[];
  counts: FacetCounts;
  /** The number of users who have a date that waits for an answer. */
  datesWaiting: number;
  /** Counts over the whole roster, so that a value keeps its place while no listed user has it. See `totalsOf`. */
  totals: FacetCounts;
  /** The listed users, as indices. Ticks do not change them: a user who no longer matches stays until `relist`. */
  rows: Uint32Array;
  /** The number of listed users who no longer match, and of those who match without being listed. */
  outdated: number;
  relist: () => void;
}

/** The view of a roster. Writes the query into the address when it changes. */
export function useReviewView(
  columns: Roster['columns'],
  { dateColumns, kind }: Pick<RosterDetail, 'dateColumns' | 'kind'>,
  { index, ticks }: SelectionState,
  now: number,
): ReviewView {
  const [query, setQuery] = useState(() => readQuery(window.location.search));
  const [basis, setBasis] = useState({ index, ticks });
  if (basis.index !== index) setBasis({ index, ticks });
  const relist = useCallback(() => setBasis({ index, ticks }), [index, ticks]);
  const change = useCallback(
    (next: ReviewQuery) => {
      setQuery(next);
      relist();
    },
    [relist],
  );
  useAddress(query, change);

  const asked = useSame(dateColumns);
  const shown = useMemo(() => reviewColumns(columns, answeredOrders(asked)), [columns, asked]);
  const facets = useMemo(() => facetsOf(index, sourceNoun(kind)), [index, kind]);
  const whole = useMemo(() => matchUsers(index, noTicks, facets), [index, facets]);
  const totals = useMemo(() => totalsOf(whole, index, basis.ticks), [whole, index, basis.ticks]);
  // The list may be drawn a frame after the key press or the click.
  const listing = useDeferredValue(query);
  const found = useMemo(() => searchHits(index, listing.search), [index, listing.search]);
  const { days, seen } = useMemo(() => {
    const column = shown.find(({ id, role }) => id === listing.seenIn && role === 'last-seen');
    return seenIn(index, column ?? null, now);
  }, [index, shown, listing.seenIn, now]);
  const hits = useMemo(() => inactiveHits(found, days, listing.inactive), [found, days, listing.inactive]);
  const conditions = useMemo(() => ({ hits, chosen: listing.facets, seen }), [hits, listing.facets, seen]);
  const listed = useMemo(
    () => matchUsers(index, basis.ticks, facets, conditions),
    [index, basis.ticks, facets, conditions],
  );
  const live = useMemo(
    () =>
      ticks === basis.ticks
        ? listed
        : (sameButTicks(listed, index, ticks, conditions.chosen) ??
          matchUsers(index, ticks, facets, conditions)),
    [index, ticks, basis.ticks, listed, facets, conditions],
  );
  const order = useOrder(shown, { index, ticks: basis.ticks }, listing.sort?.column ?? null);
  const descending = listing.sort?.descending ?? false;
  const rows = useMemo(() => rowsOf(listed, order, descending), [listed, order, descending]);
  const outdated = useMemo(
    () =>
      live.matches === listed.matches
        ? 0
        : listed.matches.reduce((sum, was, at) => sum + (was === live.matches[at] ? 0 : 1), 0),
    [live, listed],
  );
  return {
    query,
    change,
    narrowed: isNarrowed(listing),
    columns: shown,
    facets,
    counts: live.counts,
    datesWaiting: index.datesWaiting,
    totals,
    rows,
    outdated,
    relist,
  };
}

/** The previous value, as long as the new one is equal to it. */
function useSame<T>(value: T): T {
  const [kept, setKept] = useState(value);
  if (kept === value || JSON.stringify(kept) === JSON.stringify(value)) return kept;
  setKept(value);
  return value;
}

/** The order by a column, computed once for each column and roster. Likely ones are computed in advance. */
function useOrder(
  columns: readonly ReviewColumn[],
  { index, ticks }: Pick<SelectionState, 'index' | 'ticks'>,
  id: string | null,
): ColumnOrder | null {
  // Only the order by what will happen depends on the ticks.
  const ordering = id === 'will' ? ticks : null;
  const [kept] = useState(() => new WeakMap<SelectionState['index'], Map<string, ColumnOrder>>());
  const orderOf = useCallback(
    (column: ReviewColumn): ColumnOrder => {
      const orders = kept.get(index) ?? new Map<string, ColumnOrder>();
      kept.set(index, orders);
      const key = `${column.id} ${column.order ?? ''}`;
      const known = orders.get(key);
      if (known) return known;
      const order = orderBy(index, noTicks, column);
      orders.set(key, order);
      return order;
    },
    [kept, index],
  );
  useEffect(
    () =>
      warm(
        columns.filter(({ kind }) => kind !== 'will'),
        orderOf,
      ),
    [columns, orderOf],
  );
  return useMemo(() => {
    const column = columns.find((one) => one.id === id);
    if (!column) return null;
    return ordering ? orderBy(index, ordering, column) : orderOf(column);
  }, [columns, id, index, ordering, orderOf]);
}

/** Computes the orders one by one while the page is idle; returns a function that stops it. */
function warm(columns: readonly ReviewColumn[], orderOf: (column: ReviewColumn) => ColumnOrder): () => void {
  if (!('requestIdleCallback' in window)) return () => undefined;
  const [column, ...others] = columns;
  let end = (): void => undefined;
  const handle = window.requestIdleCallback(() => {
    if (!column) return;
    orderOf(column);
    end = warm(others, orderOf);
  });
  return () => {
    window.cancelIdleCallback(handle);
    end();
  };
}

/**
 * Writes the query into the address, not more often than browsers allow. A change of the filters adds an entry to the
 * browser's history; `returned` gets the query of the entry to which Back or Forward leads.
 */
function useAddress(query: ReviewQuery, returned: (query: ReviewQuery) => void): void {
  const [page] = useState(() => window.location.pathname);
  useEffect(() => {
    const wanted = writeQuery(query);
    if (wanted === window.location.search) return;
    const timer = window.setTimeout(() => {
      const { pathname, search, hash } = window.location;
      if (pathname !== page || wanted === search) return;
      const address = `${pathname}${wanted}${hash}`;
      if (isStep(readQuery(search), query)) window.history.pushState(null, '', address);
      else window.history.replaceState(null, '', address);
    }, 200);
    return () => window.clearTimeout(timer);
  }, [query, page]);
  useEffect(() => {
    const onReturn = (): void => {
      if (window.location.pathname === page) returned(readQuery(window.location.search));
    };
    window.addEventListener('popstate', onReturn);
    return () => window.removeEventListener('popstate', onReturn);
  }, [page, returned]);
}
