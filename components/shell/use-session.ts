/** The other browsers that are signed in. */
import { useCallback } from 'react';
import useSWR from 'swr';
import { get, send } from '#components/shared/api.ts';
import { knownSchema, sessionSchema, signedOutSchema } from '#lib/contract/session';

const path = '/api/session';
/** How often it is asked while the page is looked at, in ms. */
const askEveryMs = 10_000;

export interface OtherBrowsersUse {
  /** When the latest that the admin does not know came in (ms since the epoch); null where there is none. */
  since: number | null;
  count: number;
  /** Rejects with an `ApiFailure`. */
  signOut: () => Promise<void>;
  /** It was the admin: no word of these any more. Rejects with an `ApiFailure`. */
  know: () => Promise<void>;
}

export function useOtherBrowsers(): OtherBrowsersUse {
  const { data, mutate } = useSWR(path, (key: string) => get(key, sessionSchema), {
    refreshInterval: askEveryMs,
  });
  const others = data?.others ?? [];
  const since = others.find(({ known }) => !known)?.since ?? null;
  return {
    since,
    count: others.length,
    signOut: useCallback(async () => {
      await send('DELETE', `${path}/others`, undefined, signedOutSchema);
      await mutate();
    }, [mutate]),
    know: useCallback(async () => {
      await send('POST', `${path}/others/known`, { since }, knownSchema);
      await mutate();
    }, [mutate, since]),
  };
}
