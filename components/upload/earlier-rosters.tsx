'use client';
import { type ReactNode, useState } from 'react';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useConnection } from '#components/shared/use-connection.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { useRosters } from '#components/shared/use-rosters.ts';
import { useRuns } from '#components/shared/use-runs.ts';
import { usesOf } from '#components/shared/used-in-runs.ts';
import { Button } from '#components/ui/button.tsx';
import { DeleteRoster } from '#components/upload/delete-roster.tsx';
import { RosterRow } from '#components/upload/roster-row.tsx';
import type { Roster } from '#lib/contract/roster';

const first = 4;

/** Earlier rosters, to continue with or to delete. `empty` is shown if there are none. */
export function EarlierRosters({
  title,
  level = 2,
  empty = null,
}: {
  title: string;
  level?: 2 | 3;
  empty?: ReactNode;
}) {
  const Heading = level === 2 ? 'h2' : 'h3';
  const { rosters, failure, retry, remove } = useRosters();
  const { runs } = useRuns();
  const { connection } = useConnection();
  const [all, setAll] = useState(false);
  const [leaving, setLeaving] = useState<Roster | null>(null);
  const place = useKeptFocus<HTMLElement>(rosters && `${rosters.length} ${leaving === null}`);
  const [deleted, setDeleted] = useState(false);
  const [now] = useState(() => Date.now());
  if (!rosters) {
    return failure ? (
      <FailureNotice failure={failure} actions={<Button onClick={retry}>Try again</Button>} />
    ) : null;
  }
  if (rosters.length === 0) {
    return (
      <section ref={place} {...((empty || deleted) && { 'aria-label': title })}>
        {empty ??
          (deleted && (
            <Heading className="px-1 text-ink-2">There are no uploads on this computer any more.</Heading>
          ))}
      </section>
    );
  }
  const connectedId =
    connection && connection.state !== 'none' ? (connection.organisation?.id ?? null) : null;
  const shown = all ? rosters : rosters.slice(0, first);
  return (
    <section ref={place} aria-label={title} className="rounded-xl border bg-panel">
      <Heading className="px-4 pt-4 pb-2 text-base font-semibold sm:px-5">{title}</Heading>
      <ul className="divide-y border-t">
        {shown.map((roster) => (
          <RosterRow
            key={roster.id}
            roster={roster}
            uses={usesOf(roster.id, runs ?? [])}
            connectedId={connectedId}
            now={now}
            remove={() => setLeaving(roster)}
          />
        ))}
      </ul>
      {rosters.length > first && (
        <div className="border-t px-2 py-1.5">
          <Button variant="quiet" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${rosters.length}`}
          </Button>
        </div>
      )}
      {leaving && (
        <DeleteRoster
          roster={leaving}
          remove={(id) => {
            setDeleted(true);
            return remove(id);
          }}
          close={() => setLeaving(null)}
        />
      )}
    </section>
  );
}
