/** The search, the filters and the sort of the review, and their form in the address of the page. */

export const facetIds = [
  'will',
  'mark',
  'status',
  'seen',
  'domain',
  'role',
  'product',
  'billable',
  'group',
  'problem',
  'protection',
  'likely',
] as const;
type FixedFacetId = (typeof facetIds)[number];

/** The facet of a column of the admin's own: `c3` is the file's fourth column. */
export type OwnFacetId = `c${number}`;
export type FacetId = FixedFacetId | OwnFacetId;

/** Something for each facet; a facet of an own column may be missing. */
export type ByFacet<T> = Readonly<Record<FixedFacetId, T>> & { readonly [id in OwnFacetId]?: T };

export interface Sort {
  /** The id of a column of the review. */
  column: string;
  descending: boolean;
}

export interface ReviewQuery {
  search: string;
  /** The chosen values of each facet. None means all. */
  facets: ByFacet<readonly string[]>;
  /** Lists only users not seen for this many days or more, or never; null for all users. */
  inactive: number | null;
  /** The id of the last-seen column that counts: one product on one site. Null for the latest of all columns. */
  seenIn: string | null;
  /** Null: in file order. */
  sort: Sort | null;
}

export const noFacets: ReviewQuery['facets'] = facetsBy(() => []);
export const wholeRoster: ReviewQuery = {
  search: '',
  facets: noFacets,
  inactive: null,
  seenIn: null,
  sort: null,
};

function facetsBy(
  valuesOf: (id: FacetId) => readonly string[],
  own: readonly OwnFacetId[] = [],
): ReviewQuery['facets'] {
  return Object.fromEntries([...facetIds, ...own].map((id) => [id, valuesOf(id)])) as ByFacet<
    readonly string[]
  >;
}

/** The facets of which values are chosen. */
export function chosenFacets({ facets }: ReviewQuery): FacetId[] {
  return (Object.keys(facets) as FacetId[]).filter((id) => (facets[id] ?? []).length > 0);
}

const isOwn = (id: string): id is OwnFacetId => /^c\d+$/.test(id);

/** The same sort, without search and filters. */
export function withoutFilters({ sort }: ReviewQuery): ReviewQuery {
  return { ...wholeRoster, sort };
}

/** Whether anything narrows the list; sorting does not. */
export function isNarrowed(query: ReviewQuery): boolean {
  return query.search.trim() !== '' || query.inactive !== null || chosenFacets(query).length > 0;
}

/** The query with one value of one facet switched on or off. */
export function toggleFacet(query: ReviewQuery, id: FacetId, value: string): ReviewQuery {
  const chosen = query.facets[id] ?? [];
  const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  return { ...query, facets: { ...query.facets, [id]: next } };
}

/** Reads a query from the part of an address after `?`. Unknown values stay and match nobody. */
export function readQuery(address: string): ReviewQuery {
  const parameters = new URLSearchParams(address);
  const sort = parameters.get('sort') ?? '';
  const column = sort.replace(/^-/, '');
  return {
    search: parameters.get('q') ?? '',
    facets: facetsBy((id) => parameters.getAll(id), [...new Set(parameters.keys())].filter(isOwn)),
    inactive: daysOf(parameters.get('inactive') ?? ''),
    seenIn: parameters.get('in') || null,
    sort: column === '' ? null : { column, descending: sort.startsWith('-') },
  };
}

/** The reverse of `readQuery`: begins with `?`, or is empty for the default query. */
export function writeQuery(query: ReviewQuery): string {
  const parameters = new URLSearchParams();
  if (query.search !== '') parameters.set('q', query.search);
  for (const id of chosenFacets(query)) {
    for (const value of query.facets[id] ?? []) parameters.append(id, value);
  }
  if (query.inactive !== null) parameters.set('inactive', String(query.inactive));
  if (query.seenIn !== null) parameters.set('in', query.seenIn);
  if (query.sort) parameters.set('sort', `${query.sort.descending ? '-' : ''}${query.sort.column}`);
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** Whether Back should lead from one of the queries to the other. Typing and sorting are no steps of their own. */
export function isStep(from: ReviewQuery, to: ReviewQuery): boolean {
  const filters = (query: ReviewQuery): string => writeQuery({ ...query, search: '', sort: null });
  return filters(from) !== filters(to);
}

/** A whole number of days from 1 to 9,999; null for anything else. */
export function daysOf(text: string): number | null {
  return /^[1-9]\d{0,3}$/.test(text.trim()) ? Number(text.trim()) : null;
}
