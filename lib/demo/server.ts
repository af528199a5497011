/** The demo organisation as a real HTTP server: what the product's client talks to as it does to Atlassian. */
import { createServer } from 'node:http';
import type { Faults } from '#lib/demo/faults/faults';
import { type ExportKind, exportCsv } from '#lib/demo/organisation/exports';
import { type FormerFaults, withoutFormerNames } from '#lib/demo/organisation/former-names';
import { apiKey, type WrongKeys, wrongKeys } from '#lib/demo/organisation/keys';
import type { LedgerEntry } from '#lib/demo/organisation/ledger';
import { makeOrganisation, type OrganisationOptions } from '#lib/demo/organisation/organisation';
import type { Person } from '#lib/demo/people/person';
import { receive } from '#lib/demo/receive';

export interface DemoOptions extends OrganisationOptions {
  /** 0, the default, for any free one. */
  port?: number;
}

export interface DemoOrganisation {
  /** `http://127.0.0.1:PORT`, the base URL of both APIs. */
  readonly url: string;
  /** A uuid, from the seed. */
  readonly organisationId: string;
  readonly seed: number;
  readonly organisationName: string;
  /** The right key, the same for every seed. */
  readonly apiKey: string;
  readonly keys: WrongKeys;
  /** The text of an export as of this moment. */
  exportCsv(kind: ExportKind): string;
  /** Everybody as they are now, in the order in which they were added. */
  people(): readonly Person[];
  /** Every call but those under `/_demo`, in order of arrival. */
  ledger(): readonly LedgerEntry[];
  /** Adds to the faults that are on; what is not named stays as it is. */
  setFaults(faults: Partial<Faults> & FormerFaults): void;
  resetFaults(): void;
  /** What is switched on; counts in it go down as they are used. */
  faults(): Readonly<Faults>;
  /** Somebody by account ID; null where it is nobody's. */
  person(accountId: string): Person | null;
  /** People as the seed made them, an empty ledger, no faults; of another size or seed where told. */
  reset(size?: { people?: number; seed?: number }): void;
  /** Cuts what is under way. */
  close(): Promise<void>;
}

/** Starts on the loopback interface; rejects where the port cannot be had (`EADDRINUSE`, `EACCES`). */
export async function startDemoOrganisation(options: DemoOptions = {}): Promise<DemoOrganisation> {
  const organisation = makeOrganisation(options);
  const server = createServer((request, response) => {
    receive(organisation, request, response).catch(() => response.destroy());
  });
  // Longer than clients keep a connection, so that the end of an idle one never meets a new call.
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
