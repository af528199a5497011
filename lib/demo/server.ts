/** The demo organisation as a real HTTP server. The product's client talks to it as it does to Atlassian. */
import { createServer } from 'node:http';
import type { Faults } from '#lib/demo/faults/faults';
import { type ExportKind, exportCsv } from '#lib/demo/organisation/exports';
import { type FormerFaults, withoutFormerNames } from '#lib/demo/organisation/former-names';
import { apiKey, type WrongKeys, wrongKeys } from '#lib/demo/organisation/keys';
import type { LedgerEntry } from '#lib/demo/organisation/ledger';
import { makeOrganisation, type OrganisationOptions } from '#lib/demo/organisation/organisation';
import type { Person } from '#lib/demo/people/person';
import { receive } from '#lib/demo/receive';

/** The settings of the server. */
export interface DemoOptions extends OrganisationOptions {
  /** 0 (the default) chooses a free port. */
  port?: number;
}

/** A running demo organisation. */
export interface DemoOrganisation {
  /** `http://127.0.0.1:PORT`, the base URL of both APIs. */
  readonly url: string;
  /** A UUID from the seed. */
  readonly organisationId: string;
  readonly seed: number;
  readonly organisationName: string;
  /** The valid key, the same for every seed. */
  readonly apiKey: string;
  readonly keys: WrongKeys;
  /** The text of an export with the current data. */
  exportCsv(kind: ExportKind): string;
  /** All people in their current state, in the order in which they were added. */
  people(): readonly Person[];
  /** All service accounts in their current state; none of them is one of the people. */
  serviceAccounts(): readonly Person[];
  /** All calls except those under `/_demo`, in order of arrival. */
  ledger(): readonly LedgerEntry[];
  /** Adds to the faults that are on. Those not named stay unchanged. */
  setFaults(faults: Partial<Faults> & FormerFaults): void;
  resetFaults(): void;
  /** The faults that are on; their counts decrease as they are used. */
  faults(): Readonly<Faults>;
  /** A person or a service account by account ID; null if there is none. */
  person(accountId: string): Person | null;
  /** Restores the people of the seed, an empty ledger, and no faults. Size and seed may change. */
  reset(size?: { people?: number; seed?: number }): void;
  /** Stops the server and cuts requests under way. */
  close(): Promise<void>;
}

/** Starts the server on the loopback interface. Rejects if the port is not available (`EADDRINUSE`, `EACCES`). */
export async function startDemoOrganisation(options: DemoOptions = {}): Promise<DemoOrganisation> {
  const organisation = makeOrganisation(options);
  const server = createServer((request, response) => {
    receive(organisation, request, response).catch(() => response.destroy());
  });
  // Longer than clients keep a connection, so that no new call meets the end of an idle one.
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const settled = () => {
    organisation.settle();
    return organisation.people;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    get organisationId() {
      return organisation.id;
    },
    get seed() {
      return organisation.seed;
    },
    organisationName: organisation.name,
    apiKey,
    keys: wrongKeys,
    exportCsv: (kind) => exportCsv(kind, settled()),
    people: settled,
    serviceAccounts: () => organisation.serviceAccounts,
    ledger: () => organisation.ledger.entries(),
    setFaults: (faults) => organisation.setFaults(withoutFormerNames(faults)),
    resetFaults: () => organisation.resetFaults(),
    faults: () => organisation.faults,
    person: (accountId) => organisation.byId.get(accountId) ?? null,
    reset: (size) => organisation.reset(size),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
