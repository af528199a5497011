import { FacetGroup } from '#components/review/filters/facet-group.tsx';
import { InactiveFor } from '#components/review/filters/inactive-for.tsx';
import { toggleFacet } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';

const none = new Uint32Array(0);

/** All facets of the roster. */
export function FacetList({ view }: { view: ReviewView }) {
  const { facets, counts, totals, query, change } = view;
  return (
    <div className="grid gap-4">
      <InactiveFor view={view} />
      {facets.map((facet) => (
        <FacetGroup
          key={facet.id}
          facet={facet}
          counts={counts[facet.id] ?? none}
          totals={totals[facet.id] ?? none}
          chosen={query.facets[facet.id] ?? []}
          onToggle={(value) => change(toggleFacet(query, facet.id, value))}
        />
      ))}
    </div>
  );
}
