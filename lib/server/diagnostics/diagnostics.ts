/** The state of the program for a bug report: versions, numbers and codes. */
import { arch, platform, release } from 'node:os';
import type { Diagnostics } from '#lib/contract/diagnostics';
import { isLoopback } from '#lib/domain/connection/api-origin';
import { atlassianApiUrl } from '#lib/domain/connection/api-url';
import type { App } from '#lib/server/app';

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Collects the diagnostics. They contain no name of a person or organisation, no e-mail address and no key. */
export function diagnosticsOf(app: App): Diagnostics {
  const { engine, recorder, clean } = app;
  const statuses = engine.runs.list().map(({ summary }) => summary.status);
  const byStatus: Record<string, number> = {};
  for (const status of statuses) byStatus[status] = (byStatus[status] ?? 0) + 1;
  return {
    versions: {
      lockstep: app.version,
      node: process.versions.node,
      sqlite: app.sqliteVersion,
      system: `${platform()} ${release()} ${arch()}`,
    },
    process: app.watching ? 'watcher' : 'writer',
    dataFolder: {
      inItsPlace: app.misplaced() === null,
      durability: app.durability,
      notices: app.storageNotices().map(({ message }) => clean(message)),
    },
    connection: connectionOf(app),
    runs: { count: statuses.length, byStatus },
    rosters: engine.rosters.list().length,
    lastFaults: recorder.faults().map(({ at, ...fault }) => ({ at: new Date(at).toISOString(), ...fault })),
  };
}

function connectionOf({ engine }: App): Diagnostics['connection'] {
  const view = engine.connections.view();
  const isConnected = view.state === 'connected';
  const id = isConnected ? (view.organisation?.id ?? '') : '';
  return {
    source: isConnected ? view.source : 'none',
    key: isConnected ? view.check.state : null,
    organisationId: uuid.test(id) ? id : null,
    organisations: isConnected ? view.organisations.length : 0,
    api: apiOf(isConnected ? view.apiUrl : view.typedKeyUrl),
    keychain: view.keychain,
  };
}

function apiOf(url: string): Diagnostics['connection']['api'] {
  const { origin, hostname } = new URL(url);
  if (origin === atlassianApiUrl) return 'Atlassian';
  return isLoopback(hostname) ? 'this computer' : 'another address';
}
