import { useId } from 'react';
import { Badge } from '#components/ui/badge';
import { fieldClass } from '#components/ui/text-field';
import { expiryWords } from '#lib/browser/key-expiry';
import type { ConnectionUse } from '#lib/browser/use-connection';
import { useNow } from '#lib/browser/use-now';

/** The day on which the key ends: Atlassian does not tell, the admin knows it from creating the key. */
export function KeyExpiry({
  expiresOn,
  change,
}: {
  expiresOn: string | null;
  change: ConnectionUse['change'];
}) {
  const id = useId();
  const now = useNow(60_000, true);
  const said = expiresOn === null ? null : expiryWords(expiresOn, now);
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
        className={`${fieldClass(false)} w-40`}
      />
      {said && (
        <Badge tone={said.level === 'over' ? 'red' : said.level === 'soon' ? 'amber' : 'neutral'}>
          {said.words}
        </Badge>
      )}
    </span>
  );
}
