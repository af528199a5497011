'use client';
import { useState } from 'react';
import useSWR from 'swr';
import { type ApiFailure, get } from '#components/shared/api.ts';
import { deleteDirectory } from '#components/shared/deletions.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { formatBytes, formatCount, formatDateTime, formatQuantity } from '#components/shared/format.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { directoriesSchema, type KeptDirectory } from '#lib/contract/directories';
import type { Source } from '#lib/domain/directory/reading';

/** The labels of the sources. */
const sourceLabels: Readonly<Record<Source, string>> = {
  profile: 'profiles',
  manage: 'permissions',
  'users-question': 'searches',
  'users-search': 'list of the search',
  'managed-accounts': 'managed accounts',
  'account-tokens': 'API tokens of one account',
  'organisation-tokens': 'API tokens',
  'service-accounts': 'service accounts',
};

/** The numbers of each organisation's directory, with a button that deletes it. */
export function KeptDirectories() {
  const { data, error, mutate } = useSWR<{ directories: KeptDirectory[] }, ApiFailure>(
    '/api/directories',
    (path: string) => get(path, directoriesSchema),
  );
  const [deleting, setDeleting] = useState<KeptDirectory | null>(null);
  const place = useKeptFocus<HTMLElement>(data && `${data.directories.length} ${deleting === null}`);
  if (error) {
    const again = <Button onClick={() => void mutate()}>Try again</Button>;
    return <FailureNotice failure={error} actions={again} />;
  }
  if (!data) return <RowsSkeleton rows={1} />;
  return (
    <section ref={place} aria-label="Facts read from Atlassian">
      <h3 className="font-medium">Facts read from Atlassian</h3>
      {data.directories.length === 0 && (
        <p className="mt-1 text-ink-2">Nothing is kept of any organisation.</p>
      )}
      <ul className="mt-2 grid gap-3">
        {data.directories.map((directory) => (
          <li key={directory.id} className="flex flex-wrap items-start justify-between gap-3">
            <Numbers directory={directory} />
            <Button onClick={() => setDeleting(directory)}>Delete…</Button>
          </li>
        ))}
      </ul>
      {deleting && (
        <FormDialog
          title="Delete what is kept of this organisation?"
          description={`Everything read from Atlassian about ${nameOf(deleting)} is deleted from this computer. Rosters, runs and protected users stay. Lockstep asks Atlassian again when it needs the facts.`}
          act="Delete"
          variant="danger"
          cancel="Keep it"
          perform={async () => {
            await deleteDirectory(deleting.id);
            await mutate();
          }}
          close={() => setDeleting(null)}
        />
      )}
    </section>
  );
}

function Numbers({ directory }: { directory: KeptDirectory }) {
  const { apiUrl, accounts, readings, bytes } = directory;
  const oldest = Math.min(...readings.map((each) => each.oldest));
  const newest = Math.max(...readings.map((each) => each.newest));
  const bySource = readings.map(({ source, count }) => `${sourceLabels[source]} ${formatCount(count)}`);
  return (
    <div className="min-w-0 tabular-nums">
      <p className="wrap-anywhere">
        {nameOf(directory)}
        {apiUrl !== null && <span className="ml-2 font-mono text-ink-2 text-xs">{apiUrl}</span>}
      </p>
      <p className="text-ink-2">
        {formatQuantity(accounts, 'account')}
        {bySource.length > 0 && `; readings: ${bySource.join(', ')}`}; {formatBytes(bytes)}
      </p>
      {readings.length > 0 && (
        <p className="text-ink-2">
          Oldest reading {formatDateTime(oldest)}, newest {formatDateTime(newest)}
        </p>
      )}
    </div>
  );
}

function nameOf({ organisation, apiUrl }: KeptDirectory): string {
  if (apiUrl === null) return 'the demo organisation';
  return organisation ?? 'an organisation that the key did not name';
}
