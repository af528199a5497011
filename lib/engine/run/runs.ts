/** All runs of this data folder: starting them, speaking to them, following them. At most one is unfinished. */
import type { AnswerStamp } from '#lib/domain/outcome/answer';
import { type ClockOffset, withStamp } from '#lib/domain/outcome/clock-offset';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { lostPlan, type Plan, type PlanEntry } from '#lib/domain/plan/plan';
import { canaryCount, defaultOptions } from '#lib/domain/plan/run-options';
import type { PlanSource } from '#lib/domain/plan/source';
import { type ReportRow, report } from '#lib/domain/report/report';
import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import { holdLeft, type Moment } from '#lib/domain/run/hold';
import { newRun, type RunState } from '#lib/domain/run/state';
import { closedEnd } from '#lib/domain/run/view/closing';
import type { RunCommand } from '#lib/domain/run/view/commands';
import { atOnce } from '#lib/domain/text/pieces';
import { type Connections, checkKeyAccepted } from '#lib/engine/connection/connection';
import { offline } from '#lib/engine/connection/offline';
import { done, failed, onlyWatching, type Result } from '#lib/engine/errors';
import { foldInPieces, foldRun } from '#lib/engine/history/fold-run';
import { type Confirmation, checkConnection, type Gate } from '#lib/engine/plan/gate';
import { planPages } from '#lib/engine/plan/pages';
import type { PlanVerbs, SealedPlan } from '#lib/engine/plan/plans';
import type { SealVerbs } from '#lib/engine/plan/seals';
import type { Atlassian, Clock, Random } from '#lib/engine/ports';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import { follow } from '#lib/engine/run/follow';
import { newNewestEntries } from '#lib/engine/run/newest-entries';
import { withoutWrites } from '#lib/engine/run/runner/dry-run';
import { type Runner, startRunner } from '#lib/engine/run/runner/runner';
import type { CalledEntry } from '#lib/engine/run/runner/runner-parts';
import { newSubscribers, pollingSubscribers } from '#lib/engine/run/subscribers';
import type { JournalCheck, RunRecord, RunStore } from '#lib/engine/storage';
import { inTurns } from '#lib/engine/turns';

const called = ({ accountId, prediction }: PlanEntry): CalledEntry =>
  prediction ? { accountId, prediction } : { accountId };

export interface RunView {
  record: RunRecord;
  plan: Plan;
  state: RunState;
  /** Why the engine let go of the run; null where it did not. */
  failure: string | null;
  /** The admin said Stop when the journal could not be written: nobody is called, and the end is written later. */
  stopSaid: boolean;
  /** For how many whole minutes it has made no step for no reason that it can name; 0 where it makes steps. */
  stillMinutes: number;
  /**
   * What was found to differ from what was sealed and written when the run was last taken up, one sentence each. Such a
   * run can only be ended.
   */
  differences: readonly string[];
}

/** What the reports of a run are made of. */
export interface RunReport {
  /** As it was when the report was asked for, whatever happened since. */
  view: RunView;
  /** In the order of the plan; made as they are read. Throws where the run is deleted meanwhile. */
  rows(): Generator<ReportRow>;
  /** Atlassian's clock beside this computer's; null where no answer had a date. */
  clocks: ClockOffset | null;
  journal: JournalCheck;
  /** What spoke against the plan when it was sealed. */
  alarms: readonly PlanAlarm[];
  /** What differs, compared anew. */
  differences: readonly string[];
}

/** A run with the people of its plan. */
export interface RunDetail {
  /** With what differs: of a run that has ended compared anew, of another as it was when it was taken up. */
  view: RunView;
  /** In the order of the plan; read as they are asked for. Throws where the run is deleted meanwhile. */
  entries(): Generator<PlanEntry>;
  /** What spoke against the plan when it was sealed. */
  alarms: readonly PlanAlarm[];
}

export interface RunVerbs {
  start(request: { planId: string } & Confirmation): Result<RunView>;
  /** The number of the run that was started of a plan; null where none was. */
  startedAs(planId: string): number | null;
  command(id: string, command: RunCommand): Result<RunView>;
  /** Newest first. */
  list(): RunView[];
  get(id: string): Result<RunView>;
  /** A run that ended elsewhere was stored; `state` is what its journal leads to, which need not be read again. */
  arrived(id: string, state: RunState): Result<RunView>;
  /** Linear in the run, in pieces: others have their turns. Rejects where the signal aborts. */
  detail(id: string, signal?: AbortSignal): Promise<Result<RunDetail>>;
  /** The same; `journal` says whether the journal it was made of is as it was written. */
  report(id: string, signal?: AbortSignal): Promise<Result<RunReport>>;
  /** Seals a new plan over some users of an ended run: the rest, the failed, or those to give back. */
  sealFrom(id: string, users: PlanSource, wish?: Parameters<PlanVerbs['sealFrom']>[2]): Result<SealedPlan>;
  /** The entries after `seq`, in order, as they become durable; ends with the run, the signal, or the engine. */
  follow(id: string, after: number, signal: AbortSignal): AsyncGenerator<readonly JournalEntry[]>;
  /** What the clocks say that journals are written by: the wall clock, in ms since the epoch, and the one for waits. */
  clock(): { wall: number; moment: Moment };
  /** Deletes a run that has ended: its journal and its plan are gone. */
  remove(id: string): Result<void>;
  /** Numbers of the runs that have made no step for a minute or more for no reason that they can name. */
  standingStill(): number[];
  /** Why nothing may be changed under the run that is under way; null where none is. */
  underWay(): string | null;
  /** Lets go of every run: no new call; waits for those in flight. */
  close(): Promise<void>;
}

/** Opens the runs of a store; those that were cut off are marked as interrupted and wait for the admin. */
export function newRuns(parts: {
  store: RunStore;
  plans: Pick<PlanVerbs, 'sealFrom'>;
  gate: Gate;
  seals: SealVerbs;
  protections: ProtectionVerbs;
  connections: Connections;
  clock: Clock;
  random: Random;
  removeRun(id: string): void;
  /** Ends what else is being asked with this key: a run has it for itself. */
  quiet(): void;
  /** Another process carries the runs out; this one only reads their journals. */
  watching: boolean;
}): RunVerbs {
  const { store, clock, random } = parts;
  const runners = new Map<string, Runner>();
  const ended = new Map<string, RunState>();
  /** What is known so far of runs that another process carries out. */
  const watched = new Map<string, RunState>();
  /** Runs found unfinished that could not be marked as interrupted: nothing is called in them until they are. */
  const unopened = new Map<string, string>();
  /** Runs that are not as they were sealed and written, and how they differ: they can only be ended. */
  const closed = new Map<string, readonly string[]>();
  /** Runs that were stopped and whose end is not written yet. */
  const stopSaid = new Set<string>();
  const down = new AbortController();
  const newest = newNewestEntries(store.journal);
  const subscribers = parts.watching
    ? pollingSubscribers(watchEveryMs, newest.news)
    : newSubscribers(clock, newest.news);

  function stateOf(id: string): RunState {
    const live = runners.get(id);
    if (live) return live.state;
    const kept = ended.get(id);
    if (kept) return kept;
    const state = foldRun(store, id, watched.get(id));
    if (state.status === 'ended') ended.set(id, state);
    else if (parts.watching || closed.has(id)) watched.set(id, state);
    return state;
  }

  function planOf({ id, planId, createdAt }: RunRecord): Plan {
    return store.plan(planId) ?? lostPlan({ id: planId, count: stateOf(id).total, createdAt });
  }

  function view(record: RunRecord): RunView {
    const plan = planOf(record);
    const differences = closed.get(record.id) ?? parts.seals.noted(record.id);
    const { id } = record;
    const stillMinutes = Math.floor((runners.get(id)?.stillMs ?? 0) / 60_000);
    const inProcess = { failure: failureOf(id), stopSaid: stopSaid.has(id), stillMinutes };
    return { record, plan, state: stateOf(id), ...inProcess, differences };
  }

  /** The users of a run's plan, page by page; throws where the run was deleted between two of them. */
  function* people({ record, plan }: RunView): Generator<PlanEntry> {
    const there: Pick<RunStore, 'planEntries'> = {
      planEntries(planId, page) {
        if (!store.run(record.id))
          throw new Error(`Run ${record.number} was deleted while it was being read.`);
        return store.planEntries(planId, page);
      },
    };
    yield* planPages(there, plan.id);
  }

  function failureOf(id: string): string | null {
    return runners.get(id)?.failure ?? unopened.get(id) ?? null;
  }

  function find(id: string): Result<RunView> {
    const record = store.run(id);
    return record
      ? done(view(record))
      : failed('not-found', 'This run does not exist.', 'See the list of runs.');
  }

  function append(id: string, events: readonly RunEvent[]) {
    const appended = store.append(id, events, clock.wall());
    if (appended.ok) subscribers.wake(id);
    return appended;
  }

  /** Puts a runner on a run whose journal has begun and not ended. */
  function take(record: RunRecord, plan: Plan): Runner {
    const runner = startRunner({
      state: foldRun(store, record.id),
      entries: store.planEntries(plan.id).map(called),
      message: plan.message,
      options: plan.options ?? defaultOptions,
      append: (events, at) => store.append(record.id, events, at),
      reread: () => foldRun(store, record.id),
      published: () => subscribers.wake(record.id),
      atlassian: clientFor(plan),
      organisationId: plan.organisationId,
      mayCall: parts.protections.reasonAgainst,
      clock,
      random: random.fraction,
    });
    runners.set(record.id, runner);
    void runner.left.then(() => {
      if (runner.state.status === 'ended') {
        ended.set(record.id, runner.state);
        runners.delete(record.id);
      }
      subscribers.wake(record.id);
    });
    return runner;
  }

  /** A dry run has no client that could write. */
  function clientFor(plan: Plan): Atlassian {
    const client = parts.connections.client() ?? offline;
    return plan.act === 'dry-run' ? withoutWrites(client) : client;
  }

  function unfinished(): RunView | null {
    for (const record of store.runs()) {
      const { status } = stateOf(record.id);
      if (status !== 'ended' && status !== 'new') return view(record);
    }
    return null;
  }

  const connectionFor = (plan: Plan) => checkConnection(plan, parts.connections.view());

  /** Whether nothing was ever written into the journal of a run: its start failed. */
  const unbegun = ({ id }: RunRecord, { status, seq }: RunState) =>
    status === 'new' && seq === 0 && atOnce(store.checkJournal(id)).intact;

  /** The word that nobody worked on the run for a while, with what is left of the wait it was in. */
  function interruption({ hold }: RunState): RunEvent {
    if (hold === null) return { type: 'interrupted' };
    const since = clock.moment();
    return { type: 'interrupted', waitMs: holdLeft(hold, since), since };
  }

  /** Whether a wait of this run was reckoned on the clock that decides now. */
  const isReckoned = ({ hold }: RunState) => hold === null || hold.since?.boot === clock.moment().boot;

  /** Marks a run as interrupted and puts a runner on it, unless it is closed. */
  function open(record: RunRecord, plan: Plan, state: RunState): void {
    const known = state.status === 'interrupted' && isReckoned(state);
    const marked = known || append(record.id, [interruption(state)]);
    if (marked !== true && !marked.ok) unopened.set(record.id, marked.message);
    else if (!closed.has(record.id)) take(record, plan);
  }

  for (const record of store.runs()) {
    const state = stateOf(record.id);
    if (parts.watching || state.status === 'ended' || unbegun(record, state)) continue;
    const differences = parts.seals.takeUp(record);
    if (differences.length > 0) closed.set(record.id, differences);
    open(record, planOf(record), state);
  }
  if (!parts.watching) parts.seals.mend();

  /** Compares a run that is to go on with what was sealed and written; closes it where it differs. */
  function compare(record: RunRecord): void {
    const differences = parts.seals.takeUp(record);
    if (differences.length === 0) return;
    closed.set(record.id, differences);
    const runner = runners.get(record.id);
    void runner?.close().then(() => {
      runners.delete(record.id);
      const marked = append(record.id, [interruption(stateOf(record.id))]);
      if (!marked.ok) unopened.set(record.id, marked.message);
      subscribers.wake(record.id);
    });
  }

  /** What is left to do with a closed run. */
  function sayToClosed({ record }: RunView, command: RunCommand): Result<RunView> {
    const { id } = record;
    const differences = closed.get(id) ?? [];
    if (command !== 'stop') return failed('conflict', closedMessage, onlyStop, [...differences]);
    if (runners.has(id)) return failed('conflict', 'The last call has no answer yet.', 'Stop in a moment.');
    stopUnwritten(record);
    return find(id);
  }

  /** Stops a run whose journal could not be written: from here on nothing is called, and the end is written when it can be. */
  function stopUnwritten(record: RunRecord): void {
    const { id } = record;
    if (writeEnd(record) || stopSaid.has(id)) return;
    stopSaid.add(id);
    subscribers.wake(id);
    void writeEndLater(record);
  }

  async function writeEndLater(record: RunRecord): Promise<void> {
    await runners.get(record.id)?.left;
    // Nothing tells when a disk has room again.
    while (!down.signal.aborted && !writeEnd(record)) await clock.sleep(endRetryMs, down.signal);
  }

  /** Whether the end could be written, or that it comes: who is not read back yet is read first, and nobody is called. */
  function writeEnd(record: RunRecord): boolean {
    const { id } = record;
    const state = stateOf(id);
    if (state.status === 'ended' || (state.status === 'stopping' && failureOf(id) === null)) return true;
    if (runners.get(id)?.busy) return false;
    const interrupted = state.status === 'interrupted' ? [] : [interruption(state)];
    const end = closed.has(id) ? closedEnd(state) : [...interrupted, { type: 'stop-requested' } as const];
    const appended = append(id, end);
    if (!appended.ok) {
      if (!runners.has(id)) unopened.set(id, appended.message);
      return false;
    }
    unopened.delete(id);
    stopSaid.delete(id);
    if (!closed.has(id)) take(record, planOf(record));
    return true;
  }

  return {
    start({ planId, digest, count }) {
      if (parts.watching) return onlyWatching();
      const sealed = parts.gate.pass(planId, 'run', { digest, count });
      if (!sealed.ok) return sealed;
      const { plan } = sealed.value;
      const mended = parts.seals.mend();
      if (mended !== null)
        return failed('conflict', mended, 'Look at them in Settings, then seal the plan again.');
      const other = unfinished();
      if (other) {
        return failed(
          'conflict',
          `Run ${other.record.number} is not finished.`,
          stopSaid.has(other.record.id) ? endComes : 'Resume or stop it first: one run at a time.',
        );
      }
      // The journal of an earlier start could not be begun: that run is begun now.
      const record =
        store.runOfPlan(planId) ?? store.createRun({ id: random.id(), planId, createdAt: clock.wall() });
      const { canary, waitAfterCanary: wait } = plan.options ?? defaultOptions;
      const appended = append(record.id, [
        {
          type: 'started',
          total: plan.count,
          planDigest: plan.digest,
          act: plan.act ?? 'deactivate',
          canary: { size: canaryCount(canary, plan.count), wait },
          counted: plan.organisationId !== null && plan.act !== 'dry-run',
        },
      ]);
      if (!appended.ok) {
        // Where its first entry was written all the same, the run goes on from there.
        if (stateOf(record.id).status !== 'new') unopened.set(record.id, appended.message);
        return failed('storage', appended.message, 'Make room on the disk, then try again.');
      }
      parts.quiet();
      take(record, plan);
      return done(view(record));
    },
    command(id, command) {
      if (parts.watching) return onlyWatching();
      const found = find(id);
      if (!found.ok) return found;
      const { record, plan, state } = found.value;
      if (stopSaid.has(id) && command !== 'stop') return failed('conflict', stoppedMessage, endComes);
      const goesOn = state.status === 'paused' || state.status === 'interrupted' || failureOf(id) !== null;
      const takesUp = command === 'resume' || command === 'resume-without-reading';
      if (takesUp && goesOn && !closed.has(id)) compare(record);
      if (closed.has(id) && state.status !== 'ended') return sayToClosed(found.value, command);
      if (command === 'stop' && failureOf(id) !== null && state.status !== 'ended') {
        stopUnwritten(record);
        return find(id);
      }
      let runner = runners.get(id);
      if (takesUp) {
        const connected = connectionFor(plan);
        if (!connected.ok) return connected;
        const key = checkKeyAccepted(parts.connections.view());
        if (!key.ok) return key;
        if (failureOf(id) !== null) {
          if (runner?.busy) {
            return failed('conflict', 'The last call has no answer yet.', 'Resume in a moment.');
          }
          const appended = append(id, [interruption(stateOf(id))]);
          if (!appended.ok) return failed('storage', appended.message, makeRoom);
          unopened.delete(id);
          runner = take(record, plan);
        }
        parts.quiet();
        runner?.use(clientFor(plan));
      }
      const said = runner?.command(command) ?? {
        ok: false as const,
        message: unopened.get(id) ?? 'This run has ended.',
      };
      if (!said.ok && failureOf(id) !== null && command === 'stop') {
        stopUnwritten(record);
        return find(id);
      }
      // A run whose journal cannot be written calls nobody until it is resumed: as good as a pause.
      if (!said.ok && failureOf(id) !== null && command === 'pause') return find(id);
      if (!said.ok && failureOf(id) !== null) return failed('storage', said.message, makeRoom);
      if (!said.ok) return failed('conflict', said.message, 'Reload the page to see where the run stands.');
      return find(id);
    },
    list: () =>
      store
        .runs()
        .map(view)
        .filter((each) => each.state.status !== 'new'),
    get: find,
    arrived(id, state) {
      ended.set(id, state);
      return find(id);
    },
    async detail(id, signal) {
      const found = find(id);
      if (!found.ok) return found;
      const view = found.value;
      const alarms = store.planAlarms(view.plan.id);
      const { differences } =
        view.state.status === 'ended' ? await inTurns(parts.seals.examine(view.record), signal) : view;
      return done({ view: { ...view, differences }, entries: () => people(view), alarms });
    },
    async report(id, signal) {
      const found = find(id);
      if (!found.ok) return found;
      const { record, plan } = found.value;
      const alarms = store.planAlarms(plan.id);
      const { seq } = found.value.state;
      const examined = await inTurns(parts.seals.examine(record), signal);
      // The run may go on meanwhile: its state of the moment is folded from the journal.
      const stamps = new Map<number, AnswerStamp>();
      let clocks: ClockOffset | null = null;
      const note = ({ event }: JournalEntry) => {
        if (event.type !== 'settled') return;
        stamps.delete(event.position);
        if (!event.stamp) return;
        stamps.set(event.position, event.stamp);
        clocks = withStamp(clocks, event.stamp);
      };
      const state = await inTurns(foldInPieces(store, id, newRun(), seq, note), signal);
      const view = { ...found.value, state };
      return done({
        view,
        rows: () => report(state, people(view), view.failure === null, stamps),
        clocks,
        ...examined,
        alarms,
      });
    },
    startedAs(planId) {
      const started = store.runOfPlan(planId);
      return started && stateOf(started.id).status !== 'new' ? started.number : null;
    },
    sealFrom(id, users, wish) {
      const found = find(id);
      if (!found.ok) return found;
      const { record, plan, state } = found.value;
      if (state.status !== 'ended')
        return failed('conflict', 'This run has not ended.', 'Stop it first, or let it finish.');
      const sealed = parts.plans.sealFrom({ runId: id, number: record.number, plan, state }, users, wish);
      if (!sealed.ok) return sealed;
      const notes = [...sealed.value.notes];
      const { differences } = atOnce(parts.seals.examine(record));
      if (differences.length > 0) {
        const what = `Run ${record.number} is not as it was sealed and written, and this plan was made from it`;
        notes.unshift(`${what}: check every user. ${differences.join(' ')}`);
      }
      const other = unfinished();
      if (other) {
        notes.unshift(`Run ${other.record.number} is not finished: this one can start once that has ended.`);
      }
      return done({ ...sealed.value, notes });
    },
    follow: (id, after, signal) => {
      // A run that is closed, or whose end could not be written, has no runner, and its end still comes.
      const over = () =>
        parts.watching || closed.has(id) || stopSaid.has(id)
          ? stateOf(id).status === 'ended'
          : runners.get(id) === undefined || runners.get(id)?.failure !== null;
      return follow({ join: () => newest.join(id), over, subscribers, id, after, signal });
    },
    clock: () => ({ wall: clock.wall(), moment: clock.moment() }),
    remove(id) {
      if (parts.watching) return onlyWatching();
      const found = find(id);
      if (!found.ok) return found;
      if (found.value.state.status !== 'ended') {
        return failed('conflict', 'This run has not ended.', 'Stop it first, then delete it.');
      }
      parts.removeRun(id);
      ended.delete(id);
      return done(undefined);
    },
    standingStill: () =>
      [...runners]
        .filter(([, { stillMs }]) => stillMs >= 60_000)
        .flatMap(([id]) => store.run(id)?.number ?? []),
    underWay() {
      for (const runner of runners.values()) {
        const { status } = runner.state;
        if (runner.failure === null && (status === 'running' || status === 'stopping')) {
          return 'A run is under way with this connection.';
        }
      }
      return null;
    },
    async close() {
      down.abort();
      await Promise.all([...runners.values()].map((runner) => runner.close()));
    },
  };
}

const closedMessage = 'This run is not as it was sealed and written, so nobody is called in it any more.';
const onlyStop = 'Stop it. Its report says what differs, and a new run can be made of the rest.';

const stoppedMessage = 'This run was stopped, so nobody is called in it any more.';
const endComes = 'Its end is written as soon as the disk has room.';

/** How often it is tried to write the end of a run that was stopped while the disk was full, in ms. */
const endRetryMs = 5_000;

const makeRoom = 'Make sure that the data folder is in its place and has room, then resume.';

/** How often a process that only watches looks for news, in ms. */
const watchEveryMs = 500;
