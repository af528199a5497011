'use client';
import { Search, UserSearch } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import useSWR from 'swr';
import { HistoryEntry } from '#components/history/history-entry.tsx';
import { type ApiFailure, get } from '#components/shared/api.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatQuantity } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type HistoryRow, historySchema } from '#lib/contract/run';

/** Asks for an account ID or an address, and lists what all runs did with it. The page's address names the account. */
export function UserHistory() {
  const router = useRouter();
  const who = useSearchParams().get('who') ?? '';
  const [typed, setTyped] = useState(who);
  useEffect(() => setTyped(who), [who]);
  return (
    <>
      <search>
        <form
          className="flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() !== '') router.push(`/history?who=${encodeURIComponent(typed.trim())}`);
          }}
        >
          <TextField
            label="Account ID or e-mail address"
            className="w-full sm:w-96"
            type="search"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit">
            <Search aria-hidden size={13} /> Find
          </Button>
        </form>
      </search>
      {who !== '' && <Found who={who} />}
    </>
  );
}

function Found({ who }: { who: string }) {
  const path = `/api/history?who=${encodeURIComponent(who)}`;
  const { data, error, mutate } = useSWR<{ rows: HistoryRow[] }, ApiFailure>(path, () =>
    get(path, historySchema),
  );
  if (error) {
    return (
      <FailureNotice failure={error} actions={<Button onClick={() => void mutate()}>Try again</Button>} />
    );
  }
  if (!data) return <RowsSkeleton label="Reading the runs" rows={3} />;
  const { rows } = data;
  if (rows.length === 0) {
    return (
      <EmptyState
        className="rounded-xl border bg-panel"
        icon={<UserSearch aria-hidden size={20} strokeWidth={1.5} />}
        title="No run has this user"
      >
        No plan of a run in this data folder has exactly this account ID or address. Runs that were deleted
        are not known any more.
      </EmptyState>
    );
  }
  const runs = new Set(rows.map(({ run }) => run.id)).size;
  return (
    <section aria-label="Runs with this user">
      <p role="status" className="mb-2 text-sm text-ink-2">
        In {formatQuantity(runs, 'run')}, the newest first
      </p>
      <ol className="divide-y overflow-hidden rounded-xl border bg-panel">
        {rows.map((row) => (
          <HistoryEntry key={`${row.run.id} ${row.accountId}`} row={row} />
        ))}
      </ol>
    </section>
  );
}
