/** The filter of the list of a run's users in the address of the page, so that it can be sent and kept. */
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isRunFilter, type RunFilter } from '#components/run/users/run-rows.ts';

/** The filter, the text that is searched for, and the account whose details are open; empty for none. */
interface ListAddress {
  outcome: RunFilter;
  q: string;
  user: string;
}

/** The default filter, which the address omits. */
const usual: RunFilter = 'begun';

/** Reads the query of an address. A filter that does not exist counts as the default. */
export function listAddressIn(query: Pick<URLSearchParams, 'get'>): ListAddress {
  const outcome = query.get('outcome') ?? '';
  return {
    outcome: isRunFilter(outcome) ? outcome : usual,
    q: query.get('q') ?? '',
    user: query.get('user') ?? '',
  };
}

/** The query of an address with this choice; empty for the default. */
export function listQuery({ outcome, q, user }: ListAddress): string {
  const parts = { outcome: outcome === usual ? '' : outcome, q, user };
  const query = new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== ''));
  return query.size === 0 ? '' : `?${query}`;
}

/**
 * The filter and the opened users in the address, and a function that changes them. A chosen filter is a step for Back;
 * letters and opened users are not.
 */
export function useListAddress(): [ListAddress, (change: Partial<ListAddress>) => void] {
  const query = useSearchParams();
  const [address, setAddress] = useState(() => listAddressIn(query));
  useEffect(() => {
    const back = () => setAddress(listAddressIn(new URLSearchParams(window.location.search)));
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, []);
  const latest = useRef(address);
  latest.current = address;
  const change = useCallback((changes: Partial<ListAddress>) => {
    const now = latest.current;
    const next = { ...now, ...changes };
    latest.current = next;
    setAddress(next);
    const to = `${window.location.pathname}${listQuery(next)}`;
    if (to === `${window.location.pathname}${window.location.search}`) return;
    if (next.outcome === now.outcome) window.history.replaceState(null, '', to);
    else window.history.pushState(null, '', to);
  }, []);
  return [address, change];
}
