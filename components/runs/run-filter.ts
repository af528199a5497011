/** The runs of the list that fit the filter, and their totals. The filter is in the address of the page. Pure. */
import { isOpen } from '#components/shared/use-runs.ts';
import type { ListedRun, RunSummary } from '#lib/contract/runs';
import { type Act, actTerms } from '#lib/domain/outcome/act';
import type { Outcome } from '#lib/domain/outcome/outcome';
import { whoAndWhyOf } from '#lib/domain/plan/who-and-why';
import { recordOf } from '#lib/domain/text/record-of';

/** The fields that can be filtered by, beside the search for text. */
export const filterFields = ['state', 'act', 'organisation', 'operator', 'ticket'] as const;
export type FilterField = (typeof filterFields)[number];

/** The text that is searched for, and the chosen value of each field; empty for all. */
export type RunFilter = Record<FilterField | 'q', string>;

/** The filter in the query of an address. */
export function filterIn(query: Pick<URLSearchParams, 'get'>): RunFilter {
  const value = (name: string) => query.get(name) ?? '';
  return { ...recordOf(filterFields, value), q: value('q') };
}

/** The query of an address with this filter; empty if it shows all. */
export function filterQuery(filter: RunFilter): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  return query.size === 0 ? '' : `?${query}`;
}

/** The operator who sealed the plan of a run, according to the operator or to Atlassian; empty if not known. */
export function operatorOf({ plan }: Pick<RunSummary, 'plan'>): string {
  const { operator } = whoAndWhyOf(plan);
  return operator?.name || operator?.account?.name || operator?.account?.email || '';
}

const stateLabels = {
  unfinished: 'Not finished',
  attention: 'Open: somebody needs a decision',
  finished: 'Finished, nothing open',
} as const;

const actLabels: Record<Act, string> = {
  deactivate: 'Deactivate',
  restore: 'Restore',
  'dry-run': 'Dry run',
};

function stateOf(run: ListedRun): keyof typeof stateLabels {
  if (run.status !== 'ended') return 'unfinished';
  return isOpen(run) || run.differences.length > 0 ? 'attention' : 'finished';
}

const values: Record<FilterField, (run: ListedRun) => string> = {
  state: stateOf,
  act: ({ plan }) => plan.act ?? 'deactivate',
  organisation: ({ plan }) => plan.organisationName,
  operator: operatorOf,
  ticket: ({ plan }) => whoAndWhyOf(plan).ticket ?? '',
};

/** The values that runs have in a field, each with its label. A filter on a value that none has is offered too. */
export function choicesOf(
  field: FilterField,
  runs: readonly ListedRun[],
  chosen: string,
): { value: string; label: string }[] {
  const labels: Record<string, string> = { ...stateLabels, ...actLabels };
  const named = field === 'state' || field === 'act';
  const found = new Set(runs.map(values[field]).filter((value) => value !== ''));
  if (chosen !== '') found.add(chosen);
  const choices = [...found].map((value) => ({ value, label: (named && labels[value]) || value }));
  return choices.sort((a, b) => a.label.localeCompare(b.label));
}

/** The runs that fit. A run matches the search if all its words are in what the list says about it. */
export function matching(runs: readonly ListedRun[], filter: RunFilter): ListedRun[] {
  const words = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter((run) => {
    if (filterFields.some((field) => filter[field] !== '' && values[field](run) !== filter[field]))
      return false;
    const text = searched(run);
    return words.every((word) => text.includes(word));
  });
}

function searched(run: RunSummary): string {
  const { plan, number, imported } = run;
  const { ticket, reason } = whoAndWhyOf(plan);
  const parts = [`run ${number}`, plan.organisationName, plan.rosterName, operatorOf(run), ticket, reason];
  return [...parts, imported?.fileName].filter(Boolean).join(' ').toLowerCase();
}

/**
 * The number of users that these runs have changed together: by outcome, those that say that a run changed the account.
 */
export function changedBy(runs: readonly RunSummary[]): { outcome: Outcome; count: number }[] {
  const changes = (['deactivate', 'restore'] as const).map((act) => actTerms[act].done);
  return changes
    .map((outcome) => ({ outcome, count: runs.reduce((sum, { counts }) => sum + counts[outcome], 0) }))
    .filter(({ count }) => count > 0);
}
