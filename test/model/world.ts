/**
 * For the model-based test: a world around the engine. Time, disk and Atlassian are simulated and can be stopped,
 * broken and killed at any moment. The world keeps its own ledger. It checks every call and every entry when it
 * happens, by the journal's text and the ledger, never by the engine's own state.
 */
import type { Answer } from '#lib/domain/outcome/answer';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { defaultOptions } from '#lib/domain/plan/run-options';
import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import type { Pieces } from '#lib/domain/text/pieces';
import type { AccountProfile, DirectoryUser, UsersPage, UsersQuery } from '#lib/engine/atlassian-shapes';
import type { Connections } from '#lib/engine/connection/connection';
import { newAskingQueue } from '#lib/engine/directory/asking-queue';
import { noDirectory } from '#lib/engine/directory/directory';
import { done, failed, type Result } from '#lib/engine/errors';
import { RunStates } from '#lib/engine/history/run-states';
import { newLimiters } from '#lib/engine/limiter/limiters';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import type { Atlassian } from '#lib/engine/ports';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import { newRuns, type RunVerbs } from '#lib/engine/run/runs';
import type { Appended, RunStore } from '#lib/engine/storage/runs';
import { checkAskedNow, checkCall, checkEntry, checkGap, checkShown } from '#test/model/checks';
import { WorldClock } from '#test/model/clock';
import type { Call, Pending, Scenario, Witnessed } from '#test/model/witnessed';
import { noSummaries } from '#test/no-summaries';
import { accepted, faultAnswer, samplePlan } from '#test/samples/run';

const runId = 'run';

/** The longest time for which the engine believes that a status can lag behind a change. */
const longestLagMs = 30_000;

export class World implements Witnessed {
  readonly clock = new WorldClock();
  readonly entries: PlanEntry[];
  readonly plan: Plan;
  readonly status = new Map<string, string>();
  private readonly before = new Map<string, string>();
  private readonly changedAt = new Map<string, number>();
  readonly ledger: Call[] = [];
  readonly protectedIds = new Set<string>();
  readonly lines: string[] = [];
  /** Broken promises, as sentences. */
  readonly broken: string[] = [];
  private readonly read: JournalEntry[] = [];
  /** When each line was written, by the world's own time. */
  readonly writtenAt: number[] = [];
  pending: Pending[] = [];
  diskFull = false;
  /** If set: the process dies in the next append, after or before it is on disk. */
  dieInAppend: 'written' | 'not-written' | null = null;
  runs: RunVerbs | null = null;
  /** When the run last began a call since it was opened, by the monotonic clock; long ago if it has not. */
  begunAt = Number.NEGATIVE_INFINITY;
  /**
   * At the admin's *Ask now*: how many calls the ledger had, and which answers were still to come; null if this process
   * did not receive it.
   */
  asked: { after: number; underWay: ReadonlySet<string> } | null = null;
  /** Whether the organisation can be searched. Without it, every account is read by its profile. */
  hasSearch: boolean;
  private living = false;
  private created = false;
  life = 0;
  private randomState: number;

  constructor(readonly scenario: Scenario) {
    this.entries = samplePlan(scenario.total);
    this.randomState = scenario.seed;
    this.hasSearch = scenario.seed % 3 !== 0;
    const { act, options, total } = scenario;
    this.plan = {
      id: 'plan',
      rosterId: null,
      rosterName: 'sample',
      organisationId: 'org',
      organisationName: 'Example Org',
      message: null,
      count: total,
      digest: 'digest',
      createdAt: 0,
      act,
      options: { ...defaultOptions, ...options },
    };
    for (const { accountId } of this.entries) this.setStatus(accountId, this.from);
  }

  get goal(): string {
    return this.scenario.act === 'restore' ? 'active' : 'inactive';
  }

  get from(): string {
    return this.scenario.act === 'restore' ? 'inactive' : 'active';
  }

  setStatus(accountId: string, status: string): void {
    this.before.set(accountId, this.status.get(accountId) ?? status);
    this.changedAt.set(accountId, this.clock.now);
    this.status.set(accountId, status);
  }

  /** The result of a lagging reading: the status before the last change, for less than half a minute. */
  staleStatus(accountId: string): string {
    const lags = this.clock.now - (this.changedAt.get(accountId) ?? 0) < longestLagMs;
    return (lags ? this.before : this.status).get(accountId) ?? 'active';
  }

  /** The content of the lines on disk. Each is parsed once, since it cannot change. */
  journal(): readonly JournalEntry[] {
    for (const line of this.lines.slice(this.read.length)) this.read.push(JSON.parse(line) as JournalEntry);
    return this.read;
  }

  /** Starts the program (again). */
  boot(): void {
    this.life += 1;
    this.living = true;
    this.dieInAppend = null;
    this.asked = null;
    this.begunAt = Number.NEGATIVE_INFINITY;
    const store = this.store(this.life);
    const summaries = noSummaries(() => this.lines.length);
    this.runs = newRuns({
      store,
      states: new RunStates({ store, summaries, watching: false }),
      directory: { store: () => noDirectory },
      plans: {
        sealFrom: () => {
          throw new Error('The model seals no plan.');
        },
      },
      gate: { pass: () => this.passGate() },
      seals: {
        takeUp: () => [],
        noted: () => [],
        putBackLost: () => null,
        examine: () => {
          throw new Error('The model makes no report.');
        },
      },
      protections: {
        reasonAgainst: (id: string) => (this.protectedIds.has(id) ? 'Protected: sample' : null),
      } as unknown as ProtectionVerbs,
      rules: {
        *protectFitting() {
          yield;
        },
      },
      watching: false,
      quiet: () => {},
      atRest: () => {},
      removeRun: () => {},
      openUsers: {
        now: () => () => ({
          open: 0,
          settled: [],
          against: { unchanged: 0, 'came-back': 0, 'at-the-end': 0 },
        }),
      },
      operator: () => '',
      queue: newAskingQueue(() => this.runs?.underWay() ?? null),
      background: () => this.client(this.life),
      verifiesByItself: this.scenario.seed % 2 === 0,
      connections: this.connections(this.life),
      limiters: newLimiters({ clock: this.clock.of(() => this.isAlive), random: () => this.fraction() }),
      clock: this.clock.of(() => this.isAlive),
      random: { id: () => runId, fraction: () => this.fraction() },
    });
  }

  start(): boolean {
    return this.runs?.start({ planId: 'plan', digest: 'digest', count: this.scenario.total }).ok ?? false;
  }

  /** The process dies: whatever it was waiting for never arrives. Calls under way took effect, or did not. */
  kill(tookEffect: boolean): void {
    this.runs = null;
    this.living = false;
    for (const { call } of this.pending) if (call.kind === 'write' && tookEffect) this.take(call);
    this.pending = [];
    this.clock.forget();
  }

  get isAlive(): boolean {
    return this.living;
  }

  /** Runs everything that can happen without an action of the world. */
  flush(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Answers the call at `pick`. `effect`: a write changes the account, whatever the answer. */
  answer(pick: number, answer: Answer<unknown>, effect: boolean): void {
    const [pending] = this.pending.splice(pick % Math.max(1, this.pending.length), 1);
    if (!pending) return;
    if (effect && pending.call.kind === 'write') this.take(pending.call);
    pending.call.told = answer;
    pending.call.toldAt = this.clock.now;
    pending.reply(answer as Answer<never>);
    if (this.ledger.length % 3 === 0) void this.peek(this.ledger.length % 32);
  }

  /** A page asks during the consequences of an answer. */
  private async peek(turns: number): Promise<void> {
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    checkShown(this);
  }

  /** The honest answer to a call. */
  honest(call: Call): Answer<unknown> {
    const status = this.status.get(call.accountId) ?? 'active';
    if (call.kind === 'read') return this.profile(call.accountId, status);
    if (call.kind === 'search') return this.found(call, (id) => this.status.get(id) ?? 'active');
    return status === this.goal ? faultAnswer('conflict', { status: 409 }) : accepted;
  }

  profile(accountId: string, status: string, type = 'atlassian'): Answer<AccountProfile> {
    return { ok: true, value: { accountId, type, status, name: null, email: null }, status: 200, tookMs: 1 };
  }

  /** The answer to a search: each account that it asks about in this status; those without one are left out. */
  found(call: Call, statusOf: (accountId: string) => string | null, type = 'atlassian'): Answer<UsersPage> {
    const users = call.about.flatMap((accountId) => {
      const status = statusOf(accountId);
      return status === null ? [] : [searchedUser(accountId, status, type)];
    });
    return { ok: true, value: { users, next: null }, status: 200, tookMs: 1 };
  }

  /** The number of active accounts. */
  headcount(): Answer<number> {
    const value = [...this.status.values()].filter((status) => status === 'active').length;
    return { ok: true, value, status: 200, tookMs: 1 };
  }

  private take(call: Call): void {
    if (this.status.get(call.accountId) === this.goal) return;
    call.effect = true;
    this.setStatus(call.accountId, this.goal);
  }

  private fraction(): number {
    this.randomState = (this.randomState * 1_103_515_245 + 12_345) % 2 ** 31;
    return this.randomState / 2 ** 31;
  }

  private client(life: number): Atlassian {
    const send = <T>(kind: Call['kind'], accountId: string, about: readonly string[] = []) =>
      new Promise<Answer<T>>((resolve) => {
        if (life !== this.life || !this.isAlive) return;
        const at = this.clock.now;
        const call: Call = { kind, accountId, about, at, life, effect: false, told: null, toldAt: null };
        checkAskedNow(this, accountId);
        if (kind === 'write') {
          checkCall(this, call);
          checkGap(this);
        }
        this.ledger.push(call);
        this.pending.push({ call, reply: (answer) => resolve(answer as Answer<T>) });
      });
    const unused = async () => faultAnswer('unreachable') as Answer<never>;
    async function* nobody(): AsyncGenerator<never> {}
    const wrong = async () => {
      throw new Error('The other act was called.');
    };
    const write = (id: string) => send<null>('write', id);
    const aboutOf = ({ accountIds, emails }: UsersQuery) => {
      const asked = this.entries.filter((each) => emails?.includes(each.email)).map((each) => each.accountId);
      return accountIds ?? asked;
    };
    const hasSearch = () => this.hasSearch;
    const search = (query: UsersQuery) =>
      send<UsersPage>('search', `search ${this.ledger.length}`, aboutOf(query));
    // It is a request too, and its answer frees the others after *Ask now*.
    const refuse = (query: UsersQuery): Answer<never> => {
      const told = faultAnswer('not-found', { owner: 'organisation', status: 404 }) as Answer<never>;
      const accountId = `search ${this.ledger.length}`;
      const at = this.clock.now;
      checkAskedNow(this, accountId);
      const about = aboutOf(query);
      this.ledger.push({ kind: 'search', accountId, about, at, life, effect: false, told, toldAt: at });
      return told;
    };
    return {
      disable: this.scenario.act === 'deactivate' ? write : wrong,
      enable: this.scenario.act === 'restore' ? write : wrong,
      profile: (id) => send<AccountProfile>('read', id),
      organisations: unused,
      probe: unused,
      permissions: (id) => send('read', id),
      countActive: async () =>
        this.fraction() < 0.2 ? ((await unused()) as Answer<never>) : this.headcount(),
      apiTokens: unused,
      managedAccounts: nobody,
      async *searchUsers(_organisation, _directory, query) {
        if (hasSearch()) yield await search(query);
        else yield refuse(query);
      },
      organisationTokens: nobody,
      serviceAccounts: nobody,
      auditEvents: nobody,
      workspaces: nobody,
      close: async () => {},
    };
  }

  private connections(life: number): Connections {
    const client = this.client(life);
    const organisation = { id: 'org', name: 'Example Org' };
    return {
      organisation: () => organisation,
      view: () => ({
        state: 'connected',
        organisation,
        organisations: [organisation],
        check: { state: 'accepted' },
      }),
      client: () => client,
    } as unknown as Connections;
  }

  private *passGate(): Pieces<Result<SealedPlan>> {
    yield;
    const run = this.runs?.startedAs('plan') ?? null;
    if (run !== null) return failed('conflict', `Started already, as run ${run}.`, '');
    return done({ plan: this.plan, entries: this.entries, alarms: [], notes: [] });
  }

  private store(life: number): RunStore {
    const record = { id: runId, number: 1, planId: 'plan', createdAt: 0 };
    const none = () => {
      throw new Error('not used');
    };
    return {
      savePlan: none,
      saveImported: none,
      plan: () => this.plan,
      planEntries: () => this.entries,
      planAccounts: () => this.entries,
      planAddresses: (_id, { first, last }) =>
        this.entries.filter(({ position }) => position >= first && position <= last),
      planNames: () => [],
      planPositions: () => [],
      planAlarms: () => [],
      createRun: () => {
        this.created = true;
        return record;
      },
      runs: () => (this.created ? [record] : []),
      run: () => (this.created ? record : null),
      runOfPlan: () => (this.created ? record : null),
      append: (_id, events, at) => this.append(life, events, at),
      checkJournal: function* () {
        yield;
        return { intact: true, entries: 0, head: '' };
      },
      noteClosing: none,
      closings: () => [],
      storedLines: none,
      journal: (_id, after, limit) => this.journal().slice(after, after + limit),
      entryTexts: none,
    };
  }

  private append(life: number, events: readonly RunEvent[], at: number): Appended {
    const lost = { ok: false, message: 'The journal could not be written.' } as const;
    if (life !== this.life || !this.isAlive) return lost;
    const dying = this.dieInAppend;
    if (dying === 'not-written') {
      this.kill(false);
      return lost;
    }
    if (this.diskFull) {
      // The run was abandoned: whoever continues it later has begun no call yet.
      this.begunAt = Number.NEGATIVE_INFINITY;
      return lost;
    }
    const entries = events.map((event, index) => ({ seq: this.lines.length + index + 1, at, event }));
    for (const entry of entries) {
      checkEntry(this, entry);
      this.lines.push(JSON.stringify(entry));
      this.writtenAt.push(this.clock.now);
      // Whoever takes the run up after its work broke off asks nothing.
      if (entry.event.type === 'interrupted') this.asked = null;
      if (entry.event.type === 'resumed' && entry.event.asksNow) {
        const underWay = new Set(this.pending.map(({ call }) => call.accountId));
        this.asked = { after: this.ledger.length, underWay };
      }
    }
    if (dying === 'written') {
      this.kill(false);
      return lost;
    }
    return { ok: true, entries };
  }
}

/** A user as the search shows them. */
function searchedUser(accountId: string, status: string, type: string): DirectoryUser {
  return {
    accountId,
    accountType: type,
    accountStatus: status,
    status: null,
    claimStatus: 'managed',
    managementSource: null,
    name: null,
    email: null,
    platformRoles: [],
    groups: [],
    productAccess: [],
  };
}
