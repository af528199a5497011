import { useState } from 'react';
import { Notice } from '#components/ui/notice';
import { formatAgo, formatCount, formatDateTime } from '#lib/browser/format';
import { activeText } from '#lib/browser/review/last-seen';
import { fileAge, type RecentUser } from '#lib/browser/review/plan-alarms';
import type { Connection, RosterDetail } from '#lib/contract';

/** So many names are listed here; the review lists them all. */
const most = 100;

/** Those of the plan who were active lately: the first by name, all on demand. */
export function RecentAlarm({ recent }: { recent: readonly RecentUser[] }) {
  const [all, setAll] = useState(false);
  if (recent.length === 0) return null;
  const first = recent.slice(0, 2).map(({ name }) => name);
  const rest = recent.length - first.length;
  return (
    <Notice
      tone="amber"
      title={`${formatCount(recent.length)} ${recent.length === 1 ? 'was' : 'were'} active within the last 30 days, by the file.`}
    >
      {first.join(', ')}
      {rest > 0 && ` and ${formatCount(rest)} more`} ·{' '}
      <button
        type="button"
        aria-expanded={all}
        onClick={() => setAll(!all)}
        className="font-medium text-amber hover:underline"
      >
        {all ? 'Hide' : 'Show'}
      </button>
      {all && (
        <ul className="mt-1.5">
          {recent.slice(0, most).map(({ accountId, name, days }) => (
            <li key={accountId} className="flex justify-between gap-4">
              <span className="truncate">{name}</span>
              <span className="shrink-0">{activeText(days)}</span>
            </li>
          ))}
          {recent.length > most && (
            <li>and {formatCount(recent.length - most)} more: filter the review by Last seen</li>
          )}
        </ul>
      )}
    </Notice>
  );
}

/** The file is over a day old: people may have come and gone since. */
export function AgeAlarm({ roster, now }: { roster: RosterDetail; now: number }) {
  const { since, at, old } = fileAge(roster, now);
  if (!old) return null;
  return (
    <Notice tone="amber" title={`The file was ${since} ${formatAgo(at, now)}, ${formatDateTime(at)}.`}>
      What has changed since is not in it. A fresh export is the safer one.
    </Notice>
  );
}

/** What is to be known about the organisation that the key belongs to. */
export function ConnectionAlarm({ connection }: { connection: Connection | undefined }) {
  if (connection?.state !== 'connected') return null;
  if (connection.check.state === 'refused') {
    return (
      <Notice tone="red" title={connection.check.message}>
        {connection.check.cure}
      </Notice>
    );
  }
  if (connection.source !== 'demo') return null;
  return <Notice title="This is the demo organisation: no real account is touched." />;
}
