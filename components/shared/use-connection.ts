/** The connection to an organisation, shared by all parts of the page that show or change it. */
import { useCallback } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { organisationPath } from '#components/shared/organisation/use-organisation.ts';
import type { ConnectRequest } from '#lib/contract/connection';
import { type Connection, connectionSchema } from '#lib/domain/connection/connection';

const path = '/api/connection';

export interface ConnectionUse {
  /** Undefined until the first answer. */
  connection: Connection | undefined;
  failure: ApiFailure | undefined;
  retry: () => void;
  /** Connects, chooses an organisation or checks the key again; rejects with an `ApiFailure`. */
  change: (request: ConnectRequest) => Promise<Connection>;
  /** Forgets the key; rejects with an `ApiFailure`. */
  forget: () => Promise<Connection>;
}

/** Reads the connection, again every few seconds while the key is being checked in the background. */
export function useConnection(): ConnectionUse {
  const { data, error, mutate } = useSWR<Connection, ApiFailure>(
    path,
    (key: string) => get(key, connectionSchema),
    {
      refreshInterval: (latest) => (isBeingChecked(latest) ? 1_000 : 0),
    },
  );
  const { mutate: mutateAll } = useSWRConfig();
  const adopt = useCallback(
    async (connection: Connection) => {
      await mutate(connection, { revalidate: false });
      void mutateAll(organisationPath);
      return connection;
    },
    [mutate, mutateAll],
  );
  return {
    connection: data,
    failure: error,
    retry: () => void mutate(),
    change: useCallback(
      async (request) => adopt(await send('PUT', path, request, connectionSchema)),
      [adopt],
    ),
    forget: useCallback(async () => adopt(await send('DELETE', path, {}, connectionSchema)), [adopt]),
  };
}

/** Whether Lockstep is connected to the demo organisation. */
export function isDemo(connection: Connection | undefined): boolean {
  return connection?.state === 'connected' && connection.source === 'demo';
}

/** Maximum time that a check of the key takes, in ms. */
const checkingTime = 15_000;

/** A key from the environment is checked after the start. A recent check without a result may still be under way. */
function isBeingChecked(connection: Connection | undefined): boolean {
  return (
    connection?.state === 'connected' &&
    connection.check.state === 'unchecked' &&
    Date.now() - connection.check.at < checkingTime
  );
}
