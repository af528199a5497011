import { useId } from 'react';
import { expiryLabel } from '#components/shared/key-expiry.ts';
import type { ConnectionUse } from '#components/shared/use-connection.ts';
import { useNow } from '#components/shared/use-now.ts';
import { Badge } from '#components/ui/badge.tsx';
import { fieldClass } from '#components/ui/text-field.tsx';

/** The day on which the key expires. Atlassian does not say it; the admin knows it from creating the key. */
export function KeyExpiry({
  expiresOn,
  change,
}: {
  expiresOn: string | null;
  change: ConnectionUse['change'];
}) {
  const id = useId();
  const now = useNow(60_000, true);
  const expiry = expiresOn === null ? null : expiryLabel(expiresOn, now);
  return (
    <span className="flex flex-wrap items-center gap-2">
      <label htmlFor={id} className="sr-only">
        The key expires on
      </label>
      <input
        id={id}
        type="date"
        defaultValue={expiresOn ?? ''}
        onChange={(event) => {
          const day = event.target.value;
          if (day === '' || /^\d{4}-\d{2}-\d{2}$/.test(day)) {
            void change({ source: 'expiry', expiresOn: day || null }).catch(() => {});
          }
        }}
        className={`${fieldClass(false)} max-w-40`}
      />
      {expiry && (
        <Badge tone={expiry.level === 'over' ? 'red' : expiry.level === 'soon' ? 'amber' : 'neutral'}>
          {expiry.label}
        </Badge>
      )}
    </span>
  );
}
