/**
 * For the model-based test: a world around the engine. Time, disk and Atlassian are simulated and can be stopped,
 * broken and killed at any moment. The world keeps its own ledger. It checks every call and every entry when it
 * happens, by the journal's text and the ledger, never by the engine's own state.
 */
import type { Answer } from '#lib/domain/outcome/answer';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { defaultOptions } from '#lib/domain/plan/run-options';
import type { JournalEntry } from '#lib/domain/run/events';
import type { Pieces } from '#lib/domain/text/pieces';
import type { Connections } from '#lib/engine/connection/connection';
import { newAskingQueue } from '#lib/engine/directory/asking-queue';
import { noDirectory } from '#lib/engine/directory/directory';
import { done, failed, type Result } from '#lib/engine/errors';
import { RunStates } from '#lib/engine/history/run-states';
import { newLimiters } from '#lib/engine/limiter/limiters';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import { newRuns, type RunVerbs } from '#lib/engine/run/runs';
import { profileAnswer, searchAnswer } from '#test/model/answers';
import { atlassianOf } from '#test/model/atlassian';
import { checkShown } from '#test/model/checks/pages';
import { WorldClock } from '#test/model/clock';
import type { Call, Observed, Pending, Scenario } from '#test/model/observed';
import { journalStore, modelRun } from '#test/model/store';
import { noSummaries } from '#test/no-summaries';
import { accepted, faultAnswer, samplePlan } from '#test/samples/run';

/** The longest time for which the engine believes that a status can lag behind a change. */
const longestLagMs = 30_000;

export class World implements Observed {
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
  /** The times when the lines were written, by the world's own time. */
  readonly writtenAt: number[] = [];
  pending: Pending[] = [];
  diskFull = false;
  /** If set: the process dies in the next append, after or before it is on disk. */
  dieInAppend: 'written' | 'not-written' | null = null;
  runs: RunVerbs | null = null;
  /** The time when the run last began a call since it was opened, by the monotonic clock; long ago if it has not. */
  begunAt = Number.NEGATIVE_INFINITY;
  /**
   * At the admin's *Ask now*: how many calls the ledger had, and which answers were still to come; null if this process
   * did not receive it.
   */
  asked: { after: number; underWay: ReadonlySet<string> } | null = null;
  /** Whether the organisation can be searched. Without it, every account is read by its profile. */
  hasSearch: boolean;
  private living = false;
  /** Whether the run was created: its record is on disk. */
  created = false;
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
    const store = journalStore(this, this.life);
    const summaries = noSummaries(() => this.lines.length);
    this.runs = newRuns({
      store,
      states: new RunStates({ store, summaries, watching: false }),
      directory: { store: () => noDirectory },
      plans: {
        sealFrom: () => {
          throw new Error('The model seals no plan.');
        },
        *uncheckedSince() {
          yield;
          return [];
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
          contradictions: { unchanged: 0, 'came-back': 0, 'at-the-end': 0 },
        }),
      },
      operator: () => '',
      queue: newAskingQueue(() => this.runs?.underWay() ?? null),
      background: () => atlassianOf(this, this.life),
      verifiesByItself: this.scenario.seed % 2 === 0,
      connections: this.connections(this.life),
      limiters: newLimiters({ clock: this.clock.of(() => this.isAlive), random: () => this.fraction() }),
      clock: this.clock.of(() => this.isAlive),
      random: { id: () => modelRun.id, fraction: () => this.fraction() },
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
    if (call.kind === 'read') return profileAnswer(call.accountId, status);
    if (call.kind === 'search') return searchAnswer(call, (id) => this.status.get(id) ?? 'active');
    return status === this.goal ? faultAnswer('conflict', { status: 409 }) : accepted;
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

  /** The next random number in [0, 1) of this play. */
  fraction(): number {
    this.randomState = (this.randomState * 1_103_515_245 + 12_345) % 2 ** 31;
    return this.randomState / 2 ** 31;
  }

  private connections(life: number): Connections {
    const client = atlassianOf(this, life);
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
}
