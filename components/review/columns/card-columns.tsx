import { useId } from 'react';
import { hasCardPlace } from '#components/review/columns/column-definitions.tsx';
import { canHide, type ReviewColumn } from '#components/review/columns/review-columns.ts';
import type { ColumnLayout } from '#components/review/columns/use-column-layout.ts';
import { Checkbox } from '#components/ui/checkbox.tsx';

/** The choice of the columns that a card shows, in the sheet of a narrow window. */
export function CardColumns({ layout, columns }: { layout: ColumnLayout; columns: readonly ReviewColumn[] }) {
  return (
    <fieldset className="mt-4 min-w-0 px-2 sm:hidden">
      <legend className="pb-1 font-medium text-ink-3 text-xs">Columns</legend>
      {columns
        .filter((column) => canHide(column) && hasCardPlace(column))
        .map(({ id, header }) => (
          <Choice
            key={id}
            label={header}
            checked={layout.state.columnVisibility[id] !== false}
            onChange={(shown) => layout.onColumnVisibilityChange((now) => ({ ...now, [id]: shown }))}
          />
        ))}
    </fieldset>
  );
}

function Choice({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex min-h-7 items-center gap-2.5">
      <Checkbox id={id} checked={checked} onCheckedChange={onChange} />
      <label htmlFor={id} className="min-h-6 flex-1 py-0.5">
        {label}
      </label>
    </div>
  );
}
