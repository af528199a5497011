/** The admin's choice of columns, kept by the server. */
import { useMemo } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { latestWins } from '#components/review/columns/latest-wins.ts';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { type KeptColumns, type Preferences, preferencesSchema } from '#lib/contract/preferences';

const path = '/api/preferences';

interface KeptColumnsUse {
  /** Undefined while they are being read; null where nothing is kept, or it could not be read. */
  kept: KeptColumns | null | undefined;
  /** Keeps these columns. Where the server refuses them, they last as long as the page. */
  keep: (columns: KeptColumns) => void;
}

export function useKeptColumns(): KeptColumnsUse {
  const { data, error } = useSWR<Preferences, ApiFailure>(
    path,
    (key: string) => get(key, preferencesSchema),
    {
      revalidateOnFocus: false,
      revalidateOnReconnect: false,
    },
  );
  const { mutate } = useSWRConfig();
  const keep = useMemo(() => {
    const put = latestWins((wish: Preferences) => send('PUT', path, wish, preferencesSchema));
    return (reviewColumns: KeptColumns) => {
      put({ reviewColumns });
      void mutate<Preferences>(path, { reviewColumns }, { revalidate: false });
    };
  }, [mutate]);
  return { kept: data ? data.reviewColumns : error ? null : undefined, keep };
}
