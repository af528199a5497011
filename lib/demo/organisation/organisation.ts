/** The state of the demo organisation: its people, its faults, and what it remembers. */

import { type Faults, noFaults } from '#lib/demo/faults/faults';
import { newRateWindow, type RateWindow } from '#lib/demo/faults/rate-window';
import { type Ledger, newLedger } from '#lib/demo/organisation/ledger';
import { stateFileAt } from '#lib/demo/organisation/state-file';
import { makePeople } from '#lib/demo/people/people';
import { isManaged, type Person } from '#lib/demo/people/person';
import { makeServiceAccounts } from '#lib/demo/people/service-accounts';
import { seededRandom } from '#lib/demo/seeded-random';

/** The settings of an organisation. */
export interface OrganisationOptions {
  /** 250 by default. */
  people?: number;
  /** 7 by default. */
  seed?: number;
  /**
   * 1 by default. Another edition has the same people, and is another organisation: its ID and its name are others, so
   * that nothing of an earlier one is taken for its own. From 1 to 2,047.
   */
  edition?: number;
  /** The file to which changed statuses are appended. It is read again at the next start. */
  stateFile?: string;
  /** Ms since the epoch; the real time by default. */
  now?: () => number;
  /** Faults that are on from the start. */
  faults?: Partial<Faults>;
}

/** A change of an account, as the audit log has it. */
export interface AccountChange {
  /** Ms since the epoch. */
  at: number;
  person: Person;
  status: Person['status'];
  by: 'key' | 'provider';
}

/** A running organisation. */
export interface Organisation {
  id: string;
  readonly name: string;
  directoryId: string;
  seed: number;
  people: readonly Person[];
  managed: readonly Person[];
  /** The service accounts, which are none of the people. */
  serviceAccounts: readonly Person[];
  /** The people and the service accounts. */
  byId: ReadonlyMap<string, Person>;
  /** Finds a person or a service account by account ID, ignoring case if the faults say so. */
  find(accountId: string): Person | undefined;
  /** The faults that are on. Their counts decrease as they are used. */
  faults: Faults;
  readonly ledger: Ledger;
  readonly now: () => number;
  /** Numbers of calls, for faults that depend on them. */
  counts: { lifecycle: number; forServerErrors: number; forShowers: number };
  /** The rate limiter with this name. */
  window(name: string): RateWindow;
  /** A number in [0, 1), from the seed. */
  random(): number;
  /** The changes of accounts since the organisation was made, in order. */
  readonly changes: readonly AccountChange[];
  /** IDs of deleted API tokens. */
  deletedTokens: Set<string>;
  /** `by`: the API key, or an identity provider. */
  setStatus(
    person: Person,
    status: Person['status'],
    deletedAt?: number | null,
    by?: AccountChange['by'],
  ): void;
  /** Activates a person again at this time, as the next sync of a directory does. */
  reactivateAt(person: Person, at: number): void;
  /** Resolves when a fault is switched on or off, or after `ms`. */
  faultsChanged(ms: number): Promise<void>;
  /** Carries out what is due. */
  settle(): void;
  /** The status that reads show. It is the old one for a while after a change if reads are stale. */
  shownStatus(person: Person, where?: 'profile' | 'lists' | 'search'): Person['status'];
  setFaults(faults: Partial<Faults>): void;
  resetFaults(): void;
  /** Restores the people of the seed, an empty ledger and state file, and no faults. Size and seed may change. */
  reset(size?: { people?: number; seed?: number }): void;
}

/** Creates the organisation, in the state that its state file has. */
export function makeOrganisation(options: OrganisationOptions = {}): Organisation {
  const { now = Date.now, edition = 1 } = options;
  let { people: count = 250, seed = 7 } = options;
  const stateFile = options.stateFile === undefined ? null : stateFileAt(options.stateFile);
  // The exports have today's date, also after a reset.
  const today = now();
  const changed = new Map<string, { before: Person['status']; at: number }>();
  let changes: AccountChange[] = [];
  let due = new Map<Person, number>();
  let windows = new Map<string, RateWindow>();
  let jitter = seededRandom(seed);
  const waiting = new Set<() => void>();

  const organisation: Organisation = {
    id: '',
    name: edition === 1 ? 'Example Org' : `Example Org ${edition}`,
    directoryId: '',
    seed,
    people: [],
    managed: [],
    serviceAccounts: [],
    byId: new Map(),
    find(accountId) {
      const person = organisation.byId.get(accountId);
      if (person || organisation.faults.accountIdCase === 'matters') return person;
      const folded = accountId.toLowerCase();
      return [...organisation.byId.values()].find((each) => each.accountId.toLowerCase() === folded);
    },
    faults: { ...noFaults },
    ledger: newLedger(),
    now,
    counts: { lifecycle: 0, forServerErrors: 0, forShowers: 0 },
    deletedTokens: new Set(),
    get changes() {
      return changes;
    },
    random: () => jitter.next(),
    window(name) {
      const window = windows.get(name) ?? newRateWindow();
      windows.set(name, window);
      return window;
    },
    setStatus(person, status, deletedAt = null, by = 'key') {
      changes.push({ at: now(), person, status, by });
      changed.set(person.accountId, { before: person.status, at: now() });
      person.status = status;
      person.deletedAt = deletedAt;
      stateFile?.remember(person);
    },
    reactivateAt(person, at) {
      due.set(person, at);
    },
    faultsChanged(ms) {
      return new Promise((resolve) => {
        const finish = () => {
          clearTimeout(timer);
          waiting.delete(finish);
          resolve();
        };
        // A timer with a longer timeout would fire at once.
        const timer = setTimeout(finish, Math.min(ms, 2 ** 31 - 1)).unref();
        waiting.add(finish);
      });
    },
    settle() {
      for (const [person, at] of due) {
        if (at > now()) continue;
        due.delete(person);
        // The deletion was ordered here, so no directory reverts it.
        if (person.status === 'active' || person.deletedAt !== null) continue;
        organisation.setStatus(person, 'active', null, 'provider');
      }
    },
    shownStatus(person, where = 'lists') {
      const change = changed.get(person.accountId);
      const { staleReadsMs, staleListsMs, staleSearchMs, deactivatedReads } = organisation.faults;
      const lags = { profile: 0, lists: staleListsMs, search: Math.max(staleListsMs, staleSearchMs) };
      const lag = Math.max(staleReadsMs, lags[where]);
      const status = change && now() - change.at < lag ? change.before : person.status;
      return status === 'inactive' ? deactivatedReads : status;
    },
    setFaults(faults) {
      Object.assign(organisation.faults, faults);
      if ('keyRevokedAfter' in faults) organisation.counts.lifecycle = 0;
      if ('serverErrors' in faults) organisation.counts.forServerErrors = 0;
      if ('showers' in faults) organisation.counts.forShowers = 0;
      if ('rateLimit' in faults) windows.delete('fault');
      for (const finish of [...waiting]) finish();
    },
    resetFaults() {
      organisation.setFaults({ ...noFaults });
    },
    reset(size = {}) {
      stateFile?.forget();
      count = size.people ?? count;
      seed = size.seed ?? seed;
      begin();
    },
  };

  function begin(): void {
    // Seeds have 20 bits.
    const ids = seededRandom(seed ^ 0x5eed ^ ((edition - 1) << 20));
    organisation.id = ids.uuid();
    organisation.directoryId = ids.uuid();
    organisation.seed = seed;
    organisation.people = makePeople(count, seed, today);
    organisation.managed = organisation.people.filter(isManaged);
    organisation.serviceAccounts = makeServiceAccounts(count, seed);
    const accounts = [...organisation.people, ...organisation.serviceAccounts];
    organisation.byId = new Map(accounts.map((account) => [account.accountId, account]));
    organisation.ledger.clear();
    organisation.deletedTokens.clear();
    organisation.resetFaults();
    changed.clear();
    changes = [];
    due = new Map();
    windows = new Map();
    jitter = seededRandom(seed);
  }

  begin();
  stateFile?.recall(organisation.byId);
  organisation.setFaults(options.faults ?? {});
  return organisation;
}
