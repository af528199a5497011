import { FacetGroup } from '#components/review/facet-group';
import { InactiveFor } from '#components/review/inactive-for';
import { toggleFacet } from '#lib/browser/review/review-query';
import type { ReviewView } from '#lib/browser/use-review-view';

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
          counts={counts[facet.id]}
          totals={totals[facet.id]}
          chosen={query.facets[facet.id]}
          onToggle={(value) => change(toggleFacet(query, facet.id, value))}
        />
      ))}
    </div>
  );
}
