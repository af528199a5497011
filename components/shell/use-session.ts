/** The other browsers that are signed in. */
import { useCallback } from 'react';
import useSWR from 'swr';
import type { z } from 'zod';
import { get, send } from '#components/shared/api.ts';
import { doneSchema } from '#lib/contract/done';
import { sessionSchema, signedOutSchema } from '#lib/contract/session';

const path = '/api/session';
/** Time between two questions while the page is visible, in ms. */
const askEveryMs = 10_000;

interface OtherBrowsersUse {
  /**
   * The time when the latest browser signed in that the admin has not confirmed (ms since the epoch); null if there is
   * none.
   */
  since: number | null;
  /** The number of browsers that the admin has not confirmed. */
  count: number;
  /** Rejects with an `ApiFailure`. */
  signOut: () => Promise<void>;
  /** Confirms these browsers, so that the page does not mention them again. Rejects with an `ApiFailure`. */
  know: () => Promise<void>;
}

export function useOtherBrowsers(): OtherBrowsersUse {
  const { data, mutate } = useSWR(path, (key: string) => get(key, sessionSchema), {
    refreshInterval: askEveryMs,
  });
  const { since, count } = unconfirmed(data?.others ?? []);
  return {
    since,
    count,
    signOut: useCallback(async () => {
      await send('DELETE', `${path}/others`, undefined, signedOutSchema);
      await mutate();
    }, [mutate]),
    know: useCallback(async () => {
      await send('POST', `${path}/others/known`, { since }, doneSchema);
      await mutate();
    }, [mutate, since]),
  };
}

type Others = z.infer<typeof sessionSchema>['others'];

/**
 * How many of the other browsers the admin has not confirmed, and when the latest of these signed in (ms since the
 * epoch; null if there is none). `others` begins with the latest.
 */
export function unconfirmed(others: Others): { since: number | null; count: number } {
  const unknown = others.filter(({ known }) => !known);
  return { since: unknown[0]?.since ?? null, count: unknown.length };
}
