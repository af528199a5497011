'use client';
import { useState } from 'react';
import useSWR from 'swr';
import { type ApiFailure, get } from '#components/shared/api.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatDateTime } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { protectionHistorySchema } from '#lib/contract/protection';
import type { ProtectionChange } from '#lib/domain/protection/protection';

/**
 * The changes of protections, when and why. They are read when the history is opened, and again when `version` changes.
 */
export function ProtectionHistory({ version }: { version: string }) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button size="sm" variant="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        History
      </Button>
      {open && <ChangeList version={version} />}
    </div>
  );
}

function ChangeList({ version }: { version: string }) {
  const { data, error, mutate } = useSWR<{ changes: ProtectionChange[] }, ApiFailure>(
    ['/api/protections/history', version],
    () => get('/api/protections/history', protectionHistorySchema),
  );
  if (error)
    return (
      <FailureNotice failure={error} actions={<Button onClick={() => void mutate()}>Try again</Button>} />
    );
  if (!data) return <RowsSkeleton label="Reading the history" rows={3} />;
  if (data.changes.length === 0) return <p className="py-2 text-ink-2">Nothing has been changed yet.</p>;
  return (
    <ol
      className="mt-1.5 max-h-96 divide-y overflow-y-auto border-y"
      aria-label="Changes, newest first"
      tabIndex={-1}
    >
      {data.changes.map(({ id, at, act, accountId, what, reason }) => (
        <li key={id} className="grid gap-x-4 py-1.5 sm:grid-cols-[9rem_minmax(0,1fr)]">
          <span className="text-ink-3 text-xs tabular-nums">{formatDateTime(at)}</span>
          <span className="wrap-anywhere">
            {act === 'added' ? 'Protected' : 'No longer protected'}: {what || accountId}
            <span className="text-ink-2"> · {reason}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
