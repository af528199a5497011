import { predictedLabels } from '#components/review/preflight/preflight-labels.ts';
import { noFacets, wholeRoster } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { formatAgo, formatDateTime } from '#components/shared/format.ts';
import type { Preflight } from '#lib/contract/preflight';

interface Props {
  predicted: Preflight['predicted'];
  /** When Atlassian was asked last, ms since the epoch. */
  at: number;
  view: ReviewView;
  now: number;
}

/** How many users each prediction has; pressing a number lists them. */
export function PreflightResult({ predicted, at, view, now }: Props) {
  return (
    <div className="flex grow flex-wrap items-center text-ink-2">
      <ul className="flex flex-wrap">
        {predictedLabels(predicted).map(({ kind, text }) => (
          <li key={kind}>
            <button
              type="button"
              className="min-h-6 hover:text-ink hover:underline"
              onClick={() =>
                view.change({
                  ...wholeRoster,
                  sort: view.query.sort,
                  facets: { ...noFacets, preflight: [kind] },
                })
              }
            >
              {text}
            </button>
            <span aria-hidden className="mx-1">
              ·
            </span>
          </li>
        ))}
      </ul>
      <span className="text-ink-3" title={formatDateTime(at)}>
        checked {formatAgo(at, Math.max(now, at))}
      </span>
    </div>
  );
}
