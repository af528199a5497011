/** The faults of the demo organisation, read again and again while something shows them. */
import { useCallback } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { type RehearsalView, rehearsalSchema } from '#lib/contract/rehearsal';
import type { OrganisationSize } from '#lib/domain/rehearsal/organisation-size';
import { type SwitchChange, turned } from '#lib/domain/rehearsal/switches';

const path = '/api/demo/rehearsal';

interface RehearsalUse {
  rehearsal: RehearsalView | undefined;
  failure: ApiFailure | undefined;
  retry: () => void;
  /** Turns these switches on or off; rejects with an `ApiFailure`. */
  turn: (change: SwitchChange) => Promise<void>;
  /** Replaces the organisation by another one; rejects with an `ApiFailure`. */
  renew: (size: OrganisationSize) => Promise<void>;
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
      async (change) => {
        await mutate(sendInTurn(change), {
          // The second argument is the shown state, with changes that the server has not confirmed yet.
          optimisticData: (_before, shown) => withChange(shown as RehearsalView, change),
          revalidate: false,
        });
      },
      [mutate],
    ),
    renew: useCallback(
      async (size) => {
        await mutate(await send('PUT', '/api/demo/organisation', size, rehearsalSchema), {
          revalidate: false,
        });
        await everywhere('/api/connection');
      },
      [mutate, everywhere],
    ),
  };
}

const withChange = (now: RehearsalView, change: SwitchChange): RehearsalView => ({
  ...now,
  switches: turned(now.switches, change),
});

let lastSent: Promise<unknown> = Promise.resolve();

/** Sends a change after the answer to the previous one: two requests at once may arrive in the wrong order. */
function sendInTurn(change: SwitchChange): Promise<RehearsalView> {
  const sent = lastSent.then(() => send('PUT', path, change, rehearsalSchema));
  // The caller gets the failure; the next change is sent in any case.
  lastSent = sent.catch(() => null);
  return sent;
}
