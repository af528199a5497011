'use client';
import Link from 'next/link';
import { formatAgo, formatDateTime, formatQuantity } from '#components/shared/format.ts';
import type { RosterUse } from '#components/shared/used-in-runs.ts';
import { Trash2 } from '#components/ui/icons/lucide.tsx';
import { organisationLabel } from '#components/upload/organisation-label.ts';
import { rosterTime } from '#components/upload/roster-time.ts';
import type { Roster } from '#lib/contract/roster';

const kinds: Record<Roster['kind'], string> = {
  'users-export': 'Users export',
  'managed-accounts-export': 'Managed accounts export',
  'domain-export': 'Domain export',
  'external-users-export': 'External users export',
  'api-list': 'List from Atlassian’s API',
  'account-list': 'List of accounts',
  'email-list': 'List of e-mail addresses',
  organisation: 'Your organisation',
};

/** One earlier roster, to continue with or to delete. */
export function RosterRow({
  roster,
  uses,
  connectedId,
  now,
  remove,
}: {
  roster: Roster;
  uses: readonly RosterUse[];
  /** The ID of the connected organisation; null if none is, or the key does not tell it. */
  connectedId: string | null;
  now: number;
  remove: () => void;
}) {
  const [latest, ...others] = uses;
  return (
    <li className="relative flex items-center gap-3 px-4 py-2.5 hover:bg-sunken sm:px-5">
      <div className="min-w-0 flex-1">
        {/* The link covers its row. */}
        <Link
          href={`/review/${encodeURIComponent(roster.id)}`}
          className="block truncate font-medium after:absolute after:inset-0"
        >
          {roster.name}
        </Link>
        <p className="text-xs text-ink-3">
          {kinds[roster.kind]} · {organisationLabel(roster.organisation, connectedId)} ·{' '}
          <time dateTime={new Date(roster.createdAt).toISOString()}>
            {roster.kind === 'organisation' ? 'made' : 'uploaded'} {formatAgo(roster.createdAt, now)},{' '}
            {formatDateTime(roster.createdAt)}
          </time>
        </p>
        {latest && (
          <p className="text-xs text-ink-2">
            Used in{' '}
            <Link
              href={`/runs/${encodeURIComponent(latest.runId)}`}
              className="relative text-accent underline"
            >
              {latest.text}
            </Link>
            {others.length > 0 && `, and in ${formatQuantity(others.length, 'earlier run')}`}
          </p>
        )}
      </div>
      <p className="whitespace-nowrap text-right">
        {formatQuantity(roster.users, roster.kind === 'organisation' ? 'user' : 'row')}
      </p>
      <button
        type="button"
        aria-label={`Delete ${roster.name}, ${rosterTime(roster)}`}
        onClick={remove}
        className="relative rounded-md p-1.5 text-ink-3 hover:bg-panel hover:text-red"
      >
        <Trash2 size={15} />
      </button>
    </li>
  );
}
