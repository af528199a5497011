import { choicesOf, type FilterField, filterFields, type RunFilter } from '#components/runs/run-filter.ts';
import { formatQuantity } from '#components/shared/format.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { ListedRun } from '#lib/contract/runs';

const labels: Record<FilterField, string> = {
  state: 'State',
  act: 'Act',
  organisation: 'Organisation',
  operator: 'Operator',
  ticket: 'Ticket',
};

const everything = 'all';

/** The search over the runs and a choice for each field in which they differ. */
export function RunFilters({
  runs,
  shown,
  filter,
  change,
}: {
  runs: readonly ListedRun[];
  /** The number of runs that fit. */
  shown: number;
  filter: RunFilter;
  change: (change: Partial<RunFilter>) => void;
}) {
  const isOn = Object.values(filter).some((value) => value !== '');
  // The button that shows all runs disappears when it is pressed.
  const place = useKeptFocus<HTMLElement>(isOn);
  const choices = filterFields
    .map((field) => ({ field, options: choicesOf(field, runs, filter[field]) }))
    .filter(({ field, options }) => options.length > 1 || filter[field] !== '');
  return (
    <search ref={place} className="flex flex-wrap items-end gap-3" aria-label="Runs">
      <TextField
        label="Search"
        type="search"
        className="w-full sm:w-64"
        value={filter.q}
        onChange={(event) => change({ q: event.target.value })}
        placeholder="Number, file, ticket, reason…"
      />
      {choices.map(({ field, options }) => (
        <Select
          key={field}
          label={labels[field]}
          className="min-w-36"
          value={filter[field] || everything}
          onValueChange={(value) => change({ [field]: value === everything ? '' : value })}
          options={[{ value: everything, label: 'All' }, ...options]}
        />
      ))}
      <p role="status" className="py-1.5 text-sm text-ink-2">
        {isOn ? `${shown} of ${formatQuantity(runs.length, 'run')}` : formatQuantity(runs.length, 'run')}
      </p>
      {isOn && (
        <Button
          variant="quiet"
          onClick={() => change({ q: '', ...Object.fromEntries(filterFields.map((field) => [field, ''])) })}
        >
          Show all
        </Button>
      )}
    </search>
  );
}
