/** The organisation's brake: how many users one plan may have without a typed reason. */
import { useCallback } from 'react';
import useSWR from 'swr';
import { type ApiFailure, get, send } from '#lib/browser/api';
import { brakeAnswerSchema } from '#lib/contract/preflight';
import type { Brake } from '#lib/domain/plan-brake';

const path = '/api/brake';

/** Reads the brake; `save` rejects with an `ApiFailure`. */
export function useBrake(): {
  brake: Brake | undefined;
  failure: ApiFailure | undefined;
  retry: () => void;
  save: (brake: Brake) => Promise<void>;
} {
  const { data, error, mutate } = useSWR<{ brake: Brake }, ApiFailure>(path, (key: string) =>
    get(key, brakeAnswerSchema),
  );
  return {
    brake: data?.brake,
    failure: error,
    retry: () => void mutate(),
    save: useCallback(
      async (brake) => {
        await mutate(await send('PUT', path, brake, brakeAnswerSchema), { revalidate: false });
      },
      [mutate],
    ),
  };
}
