import { useSearchParams } from 'next/navigation';
import { filterIn, filterQuery, type RunFilter } from '#components/runs/run-filter.ts';

/** The filter in the address of the page. A chosen value is a step for Back; each typed letter is not. */
export function useRunFilter(): [RunFilter, (change: Partial<RunFilter>) => void] {
  const filter = filterIn(useSearchParams());
  return [
    filter,
    (change) => {
      const address = `${window.location.pathname}${filterQuery({ ...filter, ...change })}`;
      if ('q' in change && filter.q !== '' && change.q !== '') window.history.replaceState(null, '', address);
      else window.history.pushState(null, '', address);
    },
  ];
}
