import { useState } from 'react';
import { useLedger } from '#components/rehearsal/use-ledger.ts';
import { formatCount, formatTime } from '#components/shared/format.ts';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { LedgerPage } from '#lib/contract/ledger';
import type { LedgerView } from '#lib/domain/rehearsal/ledger';

const views: readonly { view: LedgerView; label: string }[] = [
  { view: 'all', label: 'All calls' },
  { view: 'writes', label: 'Writes' },
  { view: 'changes', label: 'What changed' },
];
const step = 50;

/** Every call as the organisation received it, for comparison with a report. */
export function LedgerPanel() {
  const [view, setView] = useState<LedgerView>('all');
  const [most, setMost] = useState(step);
  const { page } = useLedger(view, most);
  const entries = page?.entries ?? [];
  return (
    <Panel
      title="Ledger"
      lead="Every call that the demo organisation received since it was started, newest first. Compare a report with it."
    >
      <fieldset className="mb-3 flex flex-wrap items-center gap-2">
        <legend className="sr-only">Which calls</legend>
        {views.map((each) => (
          <Button
            key={each.view}
            size="sm"
            aria-pressed={view === each.view}
            variant={view === each.view ? 'primary' : 'default'}
            onClick={() => setView(each.view)}
          >
            {each.label}
          </Button>
        ))}
        <span className="ml-auto text-xs text-ink-3 tabular-nums">
          {page ? formatCount(page.total) : '…'}
        </span>
      </fieldset>
      {page && entries.length === 0 ? (
        <p className="rounded-lg border px-3 py-6 text-center text-ink-2">No such call yet.</p>
      ) : (
        <ol className="text-xs">
          {entries.map((entry) => (
            <LedgerRow key={entry.seq} entry={entry} />
          ))}
        </ol>
      )}
      {page && page.total > entries.length && entries.length < 1_000 && (
        <div className="mt-3">
          <Button size="sm" onClick={() => setMost(Math.min(1_000, most + step * 3))}>
            Show more
          </Button>
        </div>
      )}
    </Panel>
  );
}

function LedgerRow({ entry }: { entry: LedgerPage['entries'][number] }) {
  const { seq, at, method, path, answered, effect } = entry;
  return (
    <li className="grid grid-cols-[3.5rem_1fr_auto] items-baseline gap-x-2 border-t py-1.5 tabular-nums first:border-t-0">
      <span className="text-ink-3" title={formatTime(at)}>
        {formatCount(seq)}
      </span>
      <span className="min-w-0 font-mono wrap-anywhere">
        {method} {path}
      </span>
      <span className="flex items-baseline gap-1.5">
        {effect !== null && <Badge tone="accent">{effect}</Badge>}
        <Badge tone={toneOf(answered)}>{answeredLabel(answered)}</Badge>
      </span>
    </li>
  );
}

type Answered = LedgerPage['entries'][number]['answered'];

function answeredLabel(answered: Answered): string {
  if (answered === null) return 'under way';
  if (answered === 'cut') return 'cut off';
  return answered === 'hang' ? 'never answered' : String(answered);
}

function toneOf(answered: Answered): Tone {
  if (typeof answered !== 'number') return answered === null ? 'neutral' : 'violet';
  if (answered < 300) return 'green';
  return answered < 500 && answered !== 429 ? 'amber' : 'red';
}
