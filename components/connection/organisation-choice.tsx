'use client';
import { useState } from 'react';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { ConnectRequest } from '#lib/contract/connection';

/** The organisations that the key has access to, of which the admin chooses one. */
export function OrganisationChoice({
  organisations,
  chosen,
  connect,
}: {
  organisations: readonly { id: string; name: string }[];
  chosen: string | null;
  connect: (request: ConnectRequest) => Promise<unknown>;
}) {
  const attempt = useAttempt();
  const [wanted, setWanted] = useState<string | null>(null);
  return (
    <div className="flex flex-col gap-2">
      <ul className="divide-y rounded-lg border">
        {organisations.map(({ id, name }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-2">
            <span className="min-w-0">
              <span className="block font-medium">{name}</span>
              <span className="block font-mono text-xs text-ink-3 wrap-anywhere">{id}</span>
            </span>
            {id === chosen ? (
              <span className="text-ink-2">In use</span>
            ) : (
              <button
                type="button"
                className={buttonClass({ size: 'sm' })}
                aria-disabled={attempt.busy}
                onClick={() => {
                  if (attempt.busy) return;
                  setWanted(id);
                  void attempt.run(() => connect({ source: 'choose', organisationId: id }));
                }}
              >
                {attempt.busy && wanted === id && <Spinner />}
                Use this one
                <span className="sr-only">: {name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
    </div>
  );
}
