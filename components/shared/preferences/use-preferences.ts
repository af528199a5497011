/** The admin's preferences for the pages, kept by the server. */
import useSWR, { mutate } from 'swr';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { mergedSending } from '#components/shared/preferences/merged-sending.ts';
import { noPreferences, type Preferences, preferencesSchema } from '#lib/contract/preferences';

const path = '/api/preferences';
const put = mergedSending((change: Partial<Preferences>) => send('PUT', path, change, preferencesSchema));

/** The preferences; undefined while they are being read, and those of the beginning where they cannot be read. */
export function usePreferences(): Preferences | undefined {
  const { data, error } = useSWR<Preferences, ApiFailure>(
    path,
    (key: string) => get(key, preferencesSchema),
    { revalidateOnFocus: false, revalidateOnReconnect: false },
  );
  return data ?? (error ? noPreferences : undefined);
}

/**
 * Keeps these preferences; the others stay. Where the server refuses them, they last as long as the page. On a page
 * that has not read them, the others are not known, and a page that needs them reads them all.
 */
export function changePreferences(change: Partial<Preferences>): void {
  put(change);
  void mutate<Preferences>(path, (before) => before && { ...before, ...change }, {
    revalidate: false,
  });
}
