import { sourceLabels } from '#components/settings/protection/protection-sources.ts';
import { formatDate } from '#components/shared/format.ts';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import type { Protection } from '#lib/domain/protection/protection';

/** One protected user. */
export function ProtectionRow({ protection, remove }: { protection: Protection; remove: () => void }) {
  const { accountId, name, email, source, reason, createdAt } = protection;
  const { label, tone } = sourceLabels[source];
  return (
    <li className="grid gap-x-5 gap-y-1.5 py-2.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_5.5rem] sm:items-center">
      <div className="min-w-0">
        <p className="truncate font-medium">
          <OutsideText text={name || email || 'Name not known'} />
        </p>
        {name && email && (
          <p className="truncate text-xs text-ink-2">
            <OutsideText text={email} address />
          </p>
        )}
        <p className="font-mono text-xs text-ink-3 wrap-anywhere">{accountId}</p>
      </div>
      <div className="min-w-0">
        <Badge tone={tone}>{label}</Badge>
        <p className="mt-0.5 wrap-anywhere">
          {reason}
          {createdAt > 0 && <span className="text-xs text-ink-3"> · {formatDate(createdAt)}</span>}
        </p>
        {source === 'operator' && (
          <p className="text-xs text-ink-3">
            It cannot be removed here. If this account is not yours, choose the right one on the review.
          </p>
        )}
      </div>
      {source !== 'operator' && source !== 'rule' && (
        <Button
          size="sm"
          onClick={remove}
          aria-label={`Remove protection of ${name || email || accountId}`}
          className="justify-self-start sm:justify-self-end"
        >
          Remove…
        </Button>
      )}
    </li>
  );
}
