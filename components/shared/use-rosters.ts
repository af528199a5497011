/** The rosters uploaded so far. */
import { useCallback } from 'react';
import useSWR from 'swr';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { doneSchema } from '#lib/contract/done';
import { type Roster, rostersSchema } from '#lib/contract/roster';

export const rostersPath = '/api/rosters';

interface RostersUse {
  /** Newest first; undefined until the first answer. */
  rosters: Roster[] | undefined;
  failure: ApiFailure | undefined;
  retry: () => void;
  /** Deletes a roster; rejects with an `ApiFailure`. */
  remove: (id: string) => Promise<void>;
}

/** Reads the rosters. Reads nothing while `asked` is false. */
export function useRosters(asked = true): RostersUse {
  const { data, error, mutate } = useSWR<{ rosters: Roster[] }, ApiFailure>(
    asked ? rostersPath : null,
    (path: string) => get(path, rostersSchema),
  );
  return {
    rosters: data?.rosters,
    failure: error,
    retry: () => void mutate(),
    remove: useCallback(
      async (id) => {
        await send('DELETE', `${rostersPath}/${encodeURIComponent(id)}`, {}, doneSchema);
        await mutate();
      },
      [mutate],
    ),
  };
}
