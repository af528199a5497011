'use client';
import { Trash2 } from 'lucide-react';
import Link from 'next/link';
import { formatAgo, formatDateTime, formatQuantity } from '#components/shared/format.ts';
import type { Roster } from '#lib/contract/roster';

const kinds: Record<Roster['kind'], string> = {
  'users-export': 'Users export',
  'managed-accounts-export': 'Managed accounts export',
  'domain-export': 'Domain export',
  'external-users-export': 'External users export',
  'account-list': 'List of accounts',
  'email-list': 'List of e-mail addresses',
  organisation: 'Your organisation',
};

/** One earlier roster, to continue with or to delete. */
export function RosterRow({ roster, now, remove }: { roster: Roster; now: number; remove: () => void }) {
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
          {kinds[roster.kind]} ·{' '}
          <time dateTime={new Date(roster.createdAt).toISOString()} title={formatDateTime(roster.createdAt)}>
            {roster.kind === 'organisation' ? 'made' : 'uploaded'} {formatAgo(roster.createdAt, now)}
          </time>
        </p>
      </div>
      <p className="whitespace-nowrap text-right">{formatQuantity(roster.users, 'user')}</p>
      <button
        type="button"
        aria-label={`Delete ${roster.name}`}
        onClick={remove}
        className="relative rounded-md p-1.5 text-ink-3 hover:bg-panel hover:text-red"
      >
        <Trash2 aria-hidden size={15} />
      </button>
    </li>
  );
}
