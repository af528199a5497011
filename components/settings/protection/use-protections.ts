/** The protected users, and their changes. */
import { useCallback } from 'react';
import useSWR from 'swr';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { type ProtectRequest, protectionsSchema } from '#lib/contract/protection';
import type { Protection } from '#lib/domain/protection/protection';

export const protectionsPath = '/api/protections';
const path = protectionsPath;

interface ProtectionsUse {
  /** Undefined until the first answer. */
  protections: Protection[] | undefined;
  failure: ApiFailure | undefined;
  retry: () => void;
  /** Protects an account; rejects with an `ApiFailure`. */
  protect: (request: ProtectRequest) => Promise<void>;
  /** Removes a protection; the reason is recorded. Rejects with an `ApiFailure`. */
  unprotect: (accountId: string, reason: string) => Promise<void>;
}

export function useProtections(): ProtectionsUse {
  const { data, error, mutate } = useSWR<{ protections: Protection[] }, ApiFailure>(path, (key: string) =>
    get(key, protectionsSchema),
  );
  return {
    protections: data?.protections,
    failure: error,
    retry: () => void mutate(),
    protect: useCallback(
      async (request) => {
        await mutate(await send('POST', path, request, protectionsSchema), { revalidate: false });
      },
      [mutate],
    ),
    unprotect: useCallback(
      async (accountId, reason) => {
        const one = `${path}/${encodeURIComponent(accountId)}`;
        await mutate(await send('DELETE', one, { reason }, protectionsSchema), { revalidate: false });
      },
      [mutate],
    ),
  };
}
