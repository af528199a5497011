/** The facets of the review, with their values in order. */
import type { FacetId } from '#components/review/view/review-query.ts';
import { seenSpans } from '#components/review/who/last-seen.ts';
import type { ListFacetId, ReviewIndex } from '#components/review/who/review-index.ts';
import type { SourceNoun } from '#components/review/who/source-words.ts';
import { problemLabel } from '#components/review/who/user-labels.ts';
import { type FileStatus, fileStatuses } from '#lib/domain/account/account-status';
import { leafLabels, leafMarkLabels, leafMarks, leaves } from '#lib/domain/plan/leaf';

interface FacetValue {
  value: string;
  label: string;
}

export interface Facet {
  id: FacetId;
  title: string;
  /** The values. A user's code in this facet is an index in this list. */
  values: readonly FacetValue[];
}

const statusLabels: Record<FileStatus, string> = {
  active: 'Active',
  suspended: 'Suspended',
  inactive: 'Inactive',
  unknown: 'Not known',
};

/** The value in the address of the page for users who have none, such as no e-mail address. */
const without = '(none)';

/**
 * The facets of a roster, in the order in which they are shown. `source` is what the roster was made from: its statuses
 * may be older than what will happen.
 */
export function facetsOf(index: ReviewIndex, source: SourceNoun = 'file'): Facet[] {
  return [
    {
      id: 'will',
      title: 'What will happen',
      values: leaves.map((value) => ({ value, label: leafLabels[value] })),
    },
    {
      id: 'mark',
      title: 'Marks',
      values: leafMarks.map((value) => ({ value, label: leafMarkLabels[value] })),
    },
    {
      id: 'status',
      title: `Status in the ${source}`,
      values: fileStatuses.map((value) => ({ value, label: statusLabels[value] })),
    },
    {
      id: 'seen',
      title: 'Last seen',
      values: seenSpans.map(({ id, label }) => ({ value: id, label })),
    },
    {
      id: 'domain',
      title: 'E-mail domain',
      values: index.domains.map((name) =>
        name === '' ? { value: without, label: 'No e-mail' } : { value: name, label: name },
      ),
    },
    ...listFacets.map(({ id, title, none, labelOf }) => ({
      id,
      title,
      values: index.lists[id].values.map((value) =>
        value === '' ? { value: without, label: none } : { value, label: labelOf(value) },
      ),
    })),
    ...index.own.map(({ id, title, codes }) => ({
      id,
      title,
      values: codes.values.map((value) =>
        value === '' ? { value: without, label: 'Blank' } : { value, label: value },
      ),
    })),
  ];
}

const itself = (value: string): string => value;
const protections: Readonly<Record<string, string>> = {
  admin: 'By you',
  rule: 'By a rule',
  'organisation-admin': 'Organisation admin',
  'service-account': 'Service account',
  operator: 'Your own account',
};
const listFacets: readonly {
  id: ListFacetId;
  title: string;
  none: string;
  labelOf: (value: string) => string;
}[] = [
  { id: 'role', title: 'Organisation role', none: 'No role', labelOf: itself },
  { id: 'product', title: 'App access', none: 'No app', labelOf: itself },
  { id: 'billable', title: 'Billable', none: 'Not stated', labelOf: itself },
  { id: 'group', title: 'Group', none: 'No group', labelOf: itself },
  { id: 'problem', title: 'Problem', none: 'No problem', labelOf: problemLabel },
  {
    id: 'protection',
    title: 'Protection',
    none: 'Not protected',
    labelOf: (value) => protections[value] ?? value,
  },
  { id: 'likely', title: 'Looks like', none: 'A person', labelOf: () => 'A service account' },
];

/** The chosen values of a facet as a mask over its codes; null if nothing is chosen, so that all users pass. */
export function facetMask(facet: Facet, chosen: readonly string[]): Uint8Array | null {
  if (chosen.length === 0) return null;
  const wanted = new Set(chosen);
  return Uint8Array.from(facet.values, ({ value }) => (wanted.has(value) ? 1 : 0));
}
