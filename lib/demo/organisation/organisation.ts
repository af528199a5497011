/** The state of the demo organisation: its people, its faults, and what it remembers. */
import { type Faults, noFaults } from '#lib/demo/faults/faults';
import { newRateWindow, type RateWindow } from '#lib/demo/faults/rate-window';
import { type Ledger, newLedger } from '#lib/demo/organisation/ledger';
import { type StateFile, stateFileAt } from '#lib/demo/organisation/state-file';
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
   * 1 by default. Another edition has the same people but another ID and another name, so that nothing of an earlier
   * edition is taken for its own. From 1 to 2,047.
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
  /** Carries out the changes that are due. */
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
  return new SeededOrganisation(options);
}

class SeededOrganisation implements Organisation {
  id = '';
  readonly name: string;
  directoryId = '';
  seed: number;
  people: readonly Person[] = [];
  managed: readonly Person[] = [];
  serviceAccounts: readonly Person[] = [];
  byId: ReadonlyMap<string, Person> = new Map();
  readonly faults: Faults = { ...noFaults };
  readonly ledger = newLedger();
  readonly now: () => number;
  readonly counts = { lifecycle: 0, forServerErrors: 0, forShowers: 0 };
  readonly deletedTokens = new Set<string>();
  changes: AccountChange[] = [];

  private readonly edition: number;
  private count: number;
  private readonly stateFile: StateFile | null;
  /** The day of the exports: also after a reset it is the one of the start. */
  private readonly today: number;
  /** The status of each changed account before its last change, and the time of that change. */
  private readonly changed = new Map<string, { before: Person['status']; at: number }>();
  /** The times at which accounts will be activated again. */
  private readonly due = new Map<Person, number>();
  private readonly windows = new Map<string, RateWindow>();
  private jitter;
  /** The callers that wait for a change of the faults. */
  private readonly waiting = new Set<() => void>();

  constructor(options: OrganisationOptions) {
    const { now = Date.now, edition = 1, people = 250, seed = 7, stateFile } = options;
    this.now = now;
    this.edition = edition;
    this.name = edition === 1 ? 'Example Org' : `Example Org ${edition}`;
    this.count = people;
    this.seed = seed;
    this.stateFile = stateFile === undefined ? null : stateFileAt(stateFile);
    this.today = now();
    this.jitter = seededRandom(seed);
    this.begin();
    this.stateFile?.recall(this.byId);
    this.setFaults(options.faults ?? {});
  }

  find(accountId: string): Person | undefined {
    const person = this.byId.get(accountId);
    if (person || this.faults.accountIdCase === 'matters') return person;
    const folded = accountId.toLowerCase();
    return [...this.byId.values()].find((each) => each.accountId.toLowerCase() === folded);
  }

  random(): number {
    return this.jitter.next();
  }

  window(name: string): RateWindow {
    const window = this.windows.get(name) ?? newRateWindow();
    this.windows.set(name, window);
    return window;
  }

  setStatus(
    person: Person,
    status: Person['status'],
    deletedAt: number | null = null,
    by: AccountChange['by'] = 'key',
  ): void {
    const at = this.now();
    this.changes.push({ at, person, status, by });
    this.changed.set(person.accountId, { before: person.status, at });
    person.status = status;
    person.deletedAt = deletedAt;
    this.stateFile?.remember(person);
  }

  reactivateAt(person: Person, at: number): void {
    this.due.set(person, at);
  }

  faultsChanged(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.waiting.delete(finish);
        resolve();
      };
      // A timer with a longer timeout would fire at once.
      const timer = setTimeout(finish, Math.min(ms, 2 ** 31 - 1)).unref();
      this.waiting.add(finish);
    });
  }

  settle(): void {
    for (const [person, at] of this.due) {
      if (at > this.now()) continue;
      this.due.delete(person);
      // The deletion was ordered here, so no directory reverts it.
      if (person.status === 'active' || person.deletedAt !== null) continue;
      this.setStatus(person, 'active', null, 'provider');
    }
  }

  shownStatus(person: Person, where: 'profile' | 'lists' | 'search' = 'lists'): Person['status'] {
    const change = this.changed.get(person.accountId);
    const { staleReadsMs, staleListsMs, staleSearchMs, deactivatedReads } = this.faults;
    const lags = { profile: 0, lists: staleListsMs, search: Math.max(staleListsMs, staleSearchMs) };
    const lag = Math.max(staleReadsMs, lags[where]);
    const status = change && this.now() - change.at < lag ? change.before : person.status;
    return status === 'inactive' ? deactivatedReads : status;
  }

  setFaults(faults: Partial<Faults>): void {
    Object.assign(this.faults, faults);
    if ('keyRevokedAfter' in faults) this.counts.lifecycle = 0;
    if ('serverErrors' in faults) this.counts.forServerErrors = 0;
    if ('showers' in faults) this.counts.forShowers = 0;
    if ('rateLimit' in faults) this.windows.delete('fault');
    for (const finish of [...this.waiting]) finish();
  }

  resetFaults(): void {
    this.setFaults({ ...noFaults });
  }

  reset(size: { people?: number; seed?: number } = {}): void {
    this.stateFile?.forget();
    this.count = size.people ?? this.count;
    this.seed = size.seed ?? this.seed;
    this.begin();
  }

  /** Makes the people of the seed, and forgets everything else. */
  private begin(): void {
    const { seed, count } = this;
    // Seeds have 20 bits.
    const ids = seededRandom(seed ^ 0x5eed ^ ((this.edition - 1) << 20));
    this.id = ids.uuid();
    this.directoryId = ids.uuid();
    this.people = makePeople(count, seed, this.today);
    this.managed = this.people.filter(isManaged);
    this.serviceAccounts = makeServiceAccounts(count, seed);
    const accounts = [...this.people, ...this.serviceAccounts];
    this.byId = new Map(accounts.map((account) => [account.accountId, account]));
    this.ledger.clear();
    this.deletedTokens.clear();
    this.resetFaults();
    this.changed.clear();
    this.changes = [];
    this.due.clear();
    this.windows.clear();
    this.jitter = seededRandom(seed);
  }
}
