/** The faults of the demo organisation, read again and again while something shows them. */
import { useCallback } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { type RehearsalView, rehearsalSchema } from '#lib/contract/rehearsal';
import type { OrganisationWish, Switches } from '#lib/domain/rehearsal';

const path = '/api/demo/rehearsal';

interface RehearsalUse {
  rehearsal: RehearsalView | undefined;
  failure: ApiFailure | undefined;
  retry: () => void;
  /** Rejects with an `ApiFailure`. */
  turn: (switches: Switches) => Promise<void>;
  /** Replaces the organisation by another one; rejects with an `ApiFailure`. */
  renew: (wish: OrganisationWish) => Promise<void>;
}

/** Reads the faults every `interval` ms, since they count down; asks nothing where `asks` is false. */
export function useRehearsal(interval: number, asks = true): RehearsalUse {
  const { mutate: everywhere } = useSWRConfig();
  const { data, error, mutate } = useSWR<RehearsalView, ApiFailure>(
    asks ? path : null,
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
