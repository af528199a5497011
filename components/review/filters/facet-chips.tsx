import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { X } from '#components/ui/icons/lucide.tsx';

/** The active filters, each with a button that removes it. */
export function FacetChips({ view: { facets, query, change } }: { view: ReviewView }) {
  const inactive = query.inactive !== null && `Not seen for ${query.inactive} days or more`;
  return (
    <>
      {inactive && <Chip label={inactive} onRemove={() => change({ ...query, inactive: null })} />}
      {facets
        .filter(({ id }) => (query.facets[id] ?? []).length > 0)
        .map(({ id, title, values }) => {
          const chosen = (query.facets[id] ?? []).map(
            (value) => values.find((one) => one.value === value)?.label ?? value,
          );
          const label = `${title}: ${chosen.join(', ')}`;
          return (
            <Chip
              key={id}
              label={label}
              onRemove={() => change({ ...query, facets: { ...query.facets, [id]: [] } })}
            />
          );
        })}
    </>
  );
}

function Chip({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      aria-label={`Remove filter ${label}`}
      title={label}
      onClick={onRemove}
      className="inline-flex min-h-6 max-w-72 items-center gap-1 rounded-md bg-accent-soft px-2 font-medium text-accent text-xs hover:underline"
    >
      <span className="truncate">{label}</span>
      <X size={12} className="shrink-0" />
    </button>
  );
}
