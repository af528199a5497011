'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import useSWR from 'swr';
import { HistoryEntry } from '#components/history/history-entry.tsx';
import { type ApiFailure, get } from '#components/shared/api.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatQuantity } from '#components/shared/format.ts';
import { HistoryLink } from '#components/shared/links/history-link.tsx';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Search, UserSearch } from '#components/ui/icons/lucide.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type History, historySchema } from '#lib/contract/run';

/**
 * Asks for an account ID, an address or a name, and lists what all runs did with it. The page's address names the
 * account.
 */
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
            label="Account ID, e-mail address or name"
            className="w-full sm:w-96"
            type="search"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit">
            <Search size={13} /> Find
          </Button>
        </form>
      </search>
      {who !== '' && <Found who={who} />}
    </>
  );
}

function Found({ who }: { who: string }) {
  const path = `/api/history?who=${encodeURIComponent(who)}`;
  const { data, error, mutate } = useSWR<History, ApiFailure>(path, () => get(path, historySchema));
  if (error) {
    return (
      <FailureNotice failure={error} actions={<Button onClick={() => void mutate()}>Try again</Button>} />
    );
  }
  if (!data) return <RowsSkeleton label="Reading the runs" rows={3} />;
  const { rows, byName } = data;
  if (rows.length === 0) {
    return (
      <EmptyState
        className="rounded-xl border bg-panel"
        icon={<UserSearch size={20} strokeWidth={1.5} />}
        title="No run has this user"
      >
        No plan of a run in this data folder has exactly this account ID or address, or this name. Plans of
        lists without names have none. Runs that were deleted are not known any more.
      </EmptyState>
    );
  }
  const runs = new Set(rows.map(({ run }) => run.id)).size;
  return (
    <section aria-label="Runs with this user">
      <p role="status" className="mb-2 text-sm text-ink-2">
        In {formatQuantity(runs, 'run')}, the newest first
      </p>
      {byName && byName.people > 1 && <People rows={rows} byName={byName} />}
      <ol className="divide-y overflow-hidden rounded-xl border bg-panel">
        {rows.map((row) => (
          <HistoryEntry key={`${row.run.id} ${row.accountId}`} row={row} />
        ))}
      </ol>
    </section>
  );
}

/** The people who were found by a name, each with a link to only their runs. */
function People({ rows, byName }: { rows: History['rows']; byName: NonNullable<History['byName']> }) {
  const people = new Map(rows.map((row) => [row.accountId.toLowerCase(), row]));
  return (
    <div className="mb-3 rounded-xl border bg-panel px-4 py-3 sm:px-5">
      <p className="text-ink-2">
        {formatQuantity(byName.people, 'person', 'people')} with this name
        {byName.more && ', and more: type more of it'}. Choose one to see only their runs.
      </p>
      <ul className="mt-1.5 grid gap-1">
        {[...people.values()].map(({ accountId, name, email }) => (
          <li key={accountId} className="wrap-anywhere">
            <HistoryLink who={accountId}>
              <OutsideText text={name || accountId} />
            </HistoryLink>{' '}
            <span className="text-xs text-ink-3">
              {email !== '' && (
                <>
                  <OutsideText text={email} address /> ·{' '}
                </>
              )}
              <span className="font-mono">{accountId}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
