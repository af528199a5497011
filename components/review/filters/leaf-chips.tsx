import { toggleFacet } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { formatCount } from '#components/shared/format.ts';
import { FilterChips } from '#components/shared/screen/filter-chips.tsx';

const everybody = 'all';

/**
 * Chips with the number of users of each leaf, above the cards of a narrow window. In a wide one the rail shows the
 * same.
 */
export function LeafChips({ view, users }: { view: ReviewView; users: number }) {
  const { facets, counts, query, change } = view;
  const facet = facets.find(({ id }) => id === 'will');
  if (!facet) return null;
  const chosen = query.facets.will ?? [];
  const chips = facet.values.flatMap(({ value, label }, code) => {
    const count = counts.will?.[code] ?? 0;
    const isChosen = chosen.includes(value);
    return count > 0 || isChosen
      ? [{ id: value, label: `${label} ${formatCount(count)}`, chosen: isChosen }]
      : [];
  });
  return (
    <FilterChips
      label={facet.title}
      className="border-b sm:hidden"
      chips={[{ id: everybody, label: `All ${formatCount(users)}`, chosen: chosen.length === 0 }, ...chips]}
      choose={(id) =>
        change(
          id === everybody
            ? { ...query, facets: { ...query.facets, will: [] } }
            : toggleFacet(query, 'will', id),
        )
      }
    />
  );
}
