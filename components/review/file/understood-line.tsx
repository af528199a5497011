import { useState } from 'react';
import { headersText, understoodColumns } from '#components/review/file/understood.ts';
import { laterPart } from '#components/ui/later/later-part.tsx';
import type { Roster } from '#lib/contract/roster';

const ReadAgainDialog = laterPart(
  async () => (await import('#components/review/file/read-again-dialog.tsx')).ReadAgainDialog,
);

/** The columns of the file from which each field was read, and which usual fields it does not have. */
export function UnderstoodLine({
  roster,
  settled,
}: {
  roster: Pick<Roster, 'id' | 'name' | 'columns'>;
  /** Resolves when no change of ticks is under way; to false if the last one could not be saved. */
  settled: () => Promise<boolean>;
}) {
  const [open, setOpen] = useState(false);
  return (
    <section
      aria-label="Columns of the file"
      className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b px-4 py-1.5 text-ink-2 text-xs sm:px-5"
    >
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {understoodColumns(roster.columns).map(({ label, headers }) => (
          <li key={label} title={headers.join(', ')} className="[overflow-wrap:anywhere]">
            {headers.length === 0 ? (
              <>
                {label}: <strong className="font-semibold text-ink">no column</strong>
              </>
            ) : (
              <>
                {label} ← <em className="text-ink">{headersText(headers)}</em>
              </>
            )}
          </li>
        ))}
      </ul>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="min-h-6 font-medium text-accent hover:underline"
      >
        Read with other columns
      </button>
      {open && <ReadAgainDialog roster={roster} settled={settled} onClose={() => setOpen(false)} />}
    </section>
  );
}
