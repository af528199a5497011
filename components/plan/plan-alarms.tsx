import { useState } from 'react';
import { formatCount } from '#components/shared/format.ts';
import { expiryLabel } from '#components/shared/key-expiry.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { OutsideText } from '#components/shared/outside-text.tsx';
import type { Tone } from '#components/ui/badge.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Connection } from '#lib/domain/connection/connection';
import { topicOfKeyCheck } from '#lib/domain/help/topic-of';
import { topicOfAlarm } from '#lib/domain/help/topic-of-alarm';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { revealed } from '#lib/domain/text/odd-characters';

/** One alarm of a plan, with the first names behind it, and all names on demand. */
export function AlarmNotice({ alarm, tone }: { alarm: PlanAlarm; tone: Tone }) {
  const [all, setAll] = useState(false);
  const { code, title, body, count, names } = alarm;
  const first = names.slice(0, 2).map(({ name }) => revealed(name));
  const rest = count - first.length;
  return (
    <Notice tone={tone} title={title}>
      {body && <p>{body}</p>}
      <HelpLink topic={topicOfAlarm[code]} />
      {names.length > 0 && (
        <p>
          {first.join(', ')}
          {rest > 0 && ` and ${formatCount(rest)} more`} ·{' '}
          <button
            type="button"
            aria-expanded={all}
            aria-label={`${all ? 'Hide' : 'Show'} who: ${title}`}
            onClick={() => setAll(!all)}
            className="font-medium text-amber hover:underline"
          >
            {all ? 'Hide' : 'Show'}
          </button>
        </p>
      )}
      {all && (
        <ul className="mt-1.5">
          {names.map(({ key, name, note }) => (
            <li key={key} className="flex justify-between gap-4">
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <OutsideText text={name} />
              </span>
              <span className="max-w-[60%] shrink-0 text-right [overflow-wrap:anywhere]">{note}</span>
            </li>
          ))}
          {count > names.length && <li>and {formatCount(count - names.length)} more: see the review</li>}
        </ul>
      )}
    </Notice>
  );
}

/** Warnings about the key and its organisation. */
export function ConnectionAlarm({ connection }: { connection: Connection | undefined }) {
  if (connection?.state !== 'connected') return null;
  if (connection.check.state === 'refused') {
    return (
      <Notice tone="red" title={connection.check.message}>
        <p>{connection.check.hint}</p>
        <HelpLink topic={topicOfKeyCheck(connection.check.code) ?? 'key-not-accepted'} />
      </Notice>
    );
  }
  if (connection.expiresOn !== null) {
    const { label, level } = expiryLabel(connection.expiresOn, Date.now());
    if (level !== 'fine') {
      return (
        <Notice tone={level === 'over' ? 'red' : 'amber'} title={`The key: ${label.toLowerCase()}.`}>
          <p>A run halts when Atlassian first refuses the key. You can run the rest later with a new key.</p>
          <HelpLink topic="key-not-accepted" />
        </Notice>
      );
    }
  }
  if (connection.source !== 'demo') return null;
  return <Notice title="This is the demo organisation. No real account is touched." />;
}
