/** The look-up of the account IDs of a list of e-mail addresses. */
import { useCallback, useEffect, useRef } from 'react';
import useSWR from 'swr';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { type LookUp, lookUpSchema } from '#lib/domain/roster/look-up';

/** Time between two readings of a look-up that is under way, in ms. */
const lookEvery = 600;

interface LookUpUse {
  /** Undefined until the first answer. */
  lookUp: LookUp | undefined;
  failure: ApiFailure | null;
  busy: boolean;
  start: () => void;
  stop: () => void;
}

/** Reads how far the look-up is. Calls `changed` when it has ended. Asks nothing if `wanted` is false. */
export function useLookUp(rosterId: string, wanted: boolean, changed: () => Promise<void>): LookUpUse {
  const path = `/api/rosters/${encodeURIComponent(rosterId)}/look-up`;
  const { data, error, mutate } = useSWR<LookUp, ApiFailure>(
    wanted ? path : null,
    (key: string) => get(key, lookUpSchema),
    { refreshInterval: (latest) => (latest?.running ? lookEvery : 0) },
  );
  const attempt = useAttempt();
  const left = useRef<number | null>(null);
  useEffect(() => {
    if (!data || data.running) return;
    const before = left.current;
    left.current = data.left;
    if (before !== null && before !== data.left) void changed();
  }, [data, changed]);
  const say = useCallback(
    (method: 'POST' | 'DELETE') =>
      void attempt.run(async () => {
        await mutate(await send(method, path, {}, lookUpSchema), { revalidate: false });
      }),
    [attempt.run, mutate, path],
  );
  return {
    lookUp: data,
    failure: attempt.failure ?? error ?? null,
    busy: attempt.busy,
    start: () => say('POST'),
    stop: () => say('DELETE'),
  };
}
