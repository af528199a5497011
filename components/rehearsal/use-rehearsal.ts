/** The faults and the ledger of the demo organisation, read again and again while the page shows them. */
import { useCallback } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { type LedgerPage, ledgerSchema, type RehearsalView, rehearsalSchema } from '#lib/contract/rehearsal';
import type { LedgerView, OrganisationWish, Switches } from '#lib/domain/rehearsal';

const path = '/api/demo/rehearsal';

/** How often they are read, in ms: faults count down, and calls arrive. */
const interval = 1_000;

interface RehearsalUse {
  rehearsal: RehearsalView | undefined;
  failure: ApiFailure | undefined;
  retry: () => void;
  /** Rejects with an `ApiFailure`. */
  turn: (switches: Switches) => Promise<void>;
  /** Replaces the organisation by another one; rejects with an `ApiFailure`. */
  renew: (wish: OrganisationWish) => Promise<void>;
}

/** Reads the faults every second. */
export function useRehearsal(): RehearsalUse {
  const { mutate: everywhere } = useSWRConfig();
  const { data, error, mutate } = useSWR<RehearsalView, ApiFailure>(
    path,
    (key: string) => get(key, rehearsalSchema),
    { refreshInterval: interval, keepPreviousData: true },
  );
  return {
    rehearsal: data,
    failure: error,
    retry: () => void mutate(),
    turn: useCallback(
      async (switches) => {
        await mutate(send('PUT', path, switches, rehearsalSchema), {
          optimisticData: (now) => ({ ...(now as RehearsalView), switches }),
          revalidate: false,
        });
      },
      [mutate],
    ),
    renew: useCallback(
      async (wish) => {
        await mutate(await send('PUT', '/api/demo/organisation', wish, rehearsalSchema), {
          revalidate: false,
        });
        await everywhere('/api/connection');
      },
      [mutate, everywhere],
    ),
  };
}

/** The newest `most` calls of a view, read every second. */
export function useLedger(view: LedgerView, most: number): { page: LedgerPage | undefined } {
  const { data } = useSWR<LedgerPage, ApiFailure>(
    `/api/demo/ledger?view=${view}&most=${most}`,
    (key: string) => get(key, ledgerSchema),
    { refreshInterval: interval, keepPreviousData: true },
  );
  return { page: data };
}
