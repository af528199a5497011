import { ShieldQuestionMark } from 'lucide-react';
import {
  gaps,
  lastAsked,
  predictedLabels,
  progressLabel,
  untickLabel,
} from '#components/review/preflight/preflight-labels.ts';
import { type PreflightUse, usePreflight } from '#components/review/preflight/use-preflight.ts';
import type { SelectionStore } from '#components/review/ticks/selection-store.ts';
import { noFacets, wholeRoster } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { formatAgo, formatDateTime } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { Progress } from '#components/ui/progress.tsx';
import type { Preflight } from '#lib/contract/preflight';

interface Props {
  rosterId: string;
  view: ReviewView;
  selection: SelectionStore;
  /** Those ticked who are predicted to fail, by index. */
  failing: Uint32Array;
  now: number;
  refresh: () => Promise<void>;
  /** Where the admin is on the way to a run. */
  step: string;
}

/** Asking Atlassian before anything is done, and what it said: one line over the list. */
export function PreflightStrip({ rosterId, view, selection, failing, now, refresh, step }: Props) {
  const use = usePreflight(rosterId, refresh, step);
  const { preflight } = use;
  if (!preflight) return null;
  return (
    <section aria-labelledby="preflight" className="border-b bg-panel px-4 py-2 text-xs sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 id="preflight" className="flex items-center gap-1.5 font-medium text-ink">
          <ShieldQuestionMark aria-hidden size={14} className="text-ink-3" />
          Preflight
        </h2>
        <Said preflight={preflight} view={view} now={now} />
        {failing.length > 0 && (
          <Button size="sm" onClick={() => selection.set(failing, false)}>
            {untickLabel(failing.length)}
          </Button>
        )}
        <Asking use={use} preflight={preflight} />
      </div>
      {use.failure && (
        <p role="alert" className="mt-1 text-red">
          {use.failure.message} {use.failure.hint}
        </p>
      )}
      <Gaps preflight={preflight} />
    </section>
  );
}

/** What is known, each number a way to the people behind it. */
function Said({ preflight, view, now }: { preflight: Preflight; view: ReviewView; now: number }) {
  const { running, predicted } = preflight;
  if (running) {
    const wait = running.waitingUntil;
    return (
      <div className="flex min-w-52 grow items-center gap-3 text-ink-2">
        <span role="status">{progressLabel(running)}</span>
        {wait !== null && <span>waiting until {formatDateTime(wait)}, as Atlassian asked</span>}
        <div className="max-w-72 grow">
          <Progress
            label="Preflight"
            value={running.total === null || running.total === 0 ? null : running.done / running.total}
          />
        </div>
      </div>
    );
  }
  const at = lastAsked(preflight);
  if (at === null) {
    return (
      <p className="grow text-ink-2">
        Atlassian can say before anything is done what would happen to each user.
      </p>
    );
  }
  const label = predictedLabels(predicted);
  return (
    <div className="flex grow flex-wrap items-center text-ink-2">
      <ul className="flex flex-wrap">
        {label.map(({ kind, text }) => (
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
        asked {formatAgo(at, Math.max(now, at))}
      </span>
    </div>
  );
}

function Asking({ use, preflight }: { use: PreflightUse; preflight: Preflight }) {
  if (preflight.running) {
    return (
      <Button size="sm" onClick={use.stop} busy={use.busy}>
        Stop asking
      </Button>
    );
  }
  const asked = lastAsked(preflight) !== null;
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="sm"
        busy={use.busy}
        onClick={() => use.ask(['accounts', 'admins', 'provisioned', 'permissions'])}
      >
        {asked ? 'Ask again' : 'Ask Atlassian'}
      </Button>
      {asked && (
        <Button size="sm" variant="quiet" busy={use.busy} onClick={() => use.ask(['tokens'])}>
          Ask for API tokens in use
        </Button>
      )}
    </div>
  );
}

function Gaps({ preflight }: { preflight: Preflight }) {
  const missing = gaps(preflight);
  if (missing.length === 0 || preflight.running) return null;
  return (
    <details className="mt-1 text-ink-2">
      <summary className="min-h-6 w-fit rounded-sm py-0.5 hover:underline">
        {missing.length === 1 ? 'One thing' : `${missing.length} things`} could not be known
      </summary>
      <ul className="mt-1 grid gap-1">
        {missing.map(({ part, subject, why }) => (
          <li key={part}>
            <span className="font-medium">{subject}:</span> {why}
          </li>
        ))}
      </ul>
    </details>
  );
}
