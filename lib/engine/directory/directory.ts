/** The directory of the connected organisation: Atlassian's answers about its accounts. */
import { neverAsked } from '#lib/domain/directory/known';
import { type ManagedList, managedList, neverSwept } from '#lib/domain/directory/sweep';
import { atOnce } from '#lib/domain/text/pieces';
import type { Connections } from '#lib/engine/connection/connection';
import type {
  DirectoryFiles,
  DirectoryName,
  DirectoryStore,
  ReadingsByAccount,
} from '#lib/engine/storage/directories';

/** The directory of the organisation that is connected now. While none is connected, nothing is known or kept. */
export interface CurrentDirectory {
  store(): DirectoryStore;
}

/** The parts that determine the current directory. */
export interface CurrentDirectoryParts {
  files: Pick<DirectoryFiles, 'of'>;
  connections(): Pick<Connections, 'view'>;
}

/** Opens the directory of the connected organisation whenever it is used. */
export function newCurrentDirectory({ files, connections }: CurrentDirectoryParts): CurrentDirectory {
  return {
    store() {
      const name = directoryName(connections());
      return name === null ? noDirectory : files.of(name);
    },
  };
}

/**
 * Replaces the API address of the demo organisation in the name of its directory, since that address changes at each
 * start.
 */
export const demoApi = 'demo';

/** The name of the connected organisation's directory; null if there is no connection. */
export function directoryName(connections: Pick<Connections, 'view'>): DirectoryName | null {
  const view = connections.view();
  if (view.state === 'none') return null;
  const api = view.source === 'demo' ? demoApi : view.apiUrl;
  return { api, organisationId: view.organisation?.id ?? null };
}

/** The organisation's list of managed accounts. */
export function managedListOf(store: DirectoryStore): ManagedList {
  return managedList(store.sweep('managed-accounts'), store.sweep('users-search'));
}

/** The readings of a few accounts, at once. */
export function readingsOf(store: DirectoryStore, accountIds: readonly string[]): ReadingsByAccount {
  return atOnce(store.readings(accountIds));
}

/** The directory while no organisation is connected. */
export const noDirectory: DirectoryStore = {
  *readings() {
    yield;
    return new Map();
  },
  byAddress: () => [],
  accountsAt: () => [],
  sharedAddresses: () => new Set(),
  listed: () => [],
  page: () => ({ accounts: [], next: null }),
  save: () => null,
  sweep: () => neverSwept,
  saveSweep: () => undefined,
  part: () => neverAsked,
  savePart: () => undefined,
  revision: () => 0,
  release: () => undefined,
};
