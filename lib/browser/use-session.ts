/** The other browsers that are signed in. */
import { useCallback, useState } from 'react';
import useSWR from 'swr';
import { get, send } from '#lib/browser/api';
import { sessionSchema, signedOutSchema } from '#lib/contract/session';

const path = '/api/session';
/** How often it is asked while the page is looked at, in ms. */
const askEveryMs = 10_000;
/** Since when the other browsers are signed in that the admin said were their own (ms since the epoch). */
const knownKey = 'lockstep.known-browsers';

export interface OtherBrowsersUse {
  /** When the latest other browser came in (ms since the epoch); null where there is none, or the admin knows it. */
  since: number | null;
  count: number;
  /** Rejects with an `ApiFailure`. */
  signOut: () => Promise<void>;
  /** It was the admin: no word of these any more. */
  know: () => void;
}

export function useOtherBrowsers(): OtherBrowsersUse {
  const { data, mutate } = useSWR(path, (key: string) => get(key, sessionSchema), {
    refreshInterval: askEveryMs,
  });
  const [known, setKnown] = useState(0);
  const others = data?.others ?? [];
  const latest = others[0]?.since ?? null;
  return {
    since: latest !== null && latest > (known || readKnown()) ? latest : null,
    count: others.length,
    signOut: useCallback(async () => {
      await send('DELETE', `${path}/others`, undefined, signedOutSchema);
      await mutate();
    }, [mutate]),
    know: () => {
      if (latest === null) return;
      localStorage.setItem(knownKey, String(latest));
      setKnown(latest);
    },
  };
}

function readKnown(): number {
  return Number(localStorage.getItem(knownKey) ?? 0);
}
