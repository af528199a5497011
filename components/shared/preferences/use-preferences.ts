/** The admin's preferences for the pages, kept by the server. */
import useSWR, { mutate } from 'swr';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { mergedSending } from '#components/shared/preferences/merged-sending.ts';
import { noPreferences, type Preferences, preferencesSchema } from '#lib/contract/preferences';

const path = '/api/preferences';
const put = mergedSending((change: Partial<Preferences>) => send('PUT', path, change, preferencesSchema));

/** The preferences; undefined while they are being read, and the defaults if they cannot be read. */
export function usePreferences(): Preferences | undefined {
  const { data, error } = useSWR<Preferences, ApiFailure>(
    path,
    (key: string) => get(key, preferencesSchema),
    { revalidateOnFocus: false, revalidateOnReconnect: false },
  );
  return data ?? (error ? noPreferences : undefined);
}

/**
 * Changes these preferences; the others stay. The page shows the change at once. If the server refuses it, it lasts
 * until the page is loaded again. A page that has not read its preferences only sends the change.
 */
export function changePreferences(change: Partial<Preferences>): void {
  put(change);
  void mutate<Preferences>(path, (before) => before && { ...before, ...change }, {
    revalidate: false,
  });
}
