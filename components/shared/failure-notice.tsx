import type { ReactNode } from 'react';
import type { ApiFailure } from '#components/shared/api.ts';
import { Notice } from '#components/ui/notice.tsx';

/** A failed request: what is wrong, what to do, and any further lines. A screen reader reads it out when it appears. */
export function FailureNotice({
  failure,
  actions,
  className,
}: {
  failure: ApiFailure;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <Notice tone="red" live title={failure.message} actions={actions} className={className ?? ''}>
      {failure.hint && <p>{failure.hint}</p>}
      {failure.details.length > 0 && (
        <ul className="mt-1.5 space-y-0.5 border-t pt-1.5 text-xs">
          {failure.details.map((detail) => (
            <li key={detail} className="wrap-anywhere">
              {detail}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
