/**
 * Carries a run out: asks `nextStep` what to do and has it done (`steps`). It knows ports only; every decision is in
 * `lib/domain`.
 */
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';
import type { Answer } from '#lib/domain/outcome/answer';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunOptions } from '#lib/domain/plan/run-options';
import { doubtPause } from '#lib/domain/run/backoff';
import type { HeadcountMoment, RecheckReading } from '#lib/domain/run/events';
import { endsByItself, holdsAll, type RunEvent } from '#lib/domain/run/events';
import { holdLeft } from '#lib/domain/run/hold';
import { readingOf } from '#lib/domain/run/judge/judge';
import { foreseen } from '#lib/domain/run/next/drift';
import { nextStep, type Step } from '#lib/domain/run/next/next-step';
import { concurrencyNow, emptyUntil, learn, newPace, usersNow } from '#lib/domain/run/next/pace';
import { apply } from '#lib/domain/run/run';
import type { Recheck, RunState } from '#lib/domain/run/state';
import { decide, type RunCommand } from '#lib/domain/run/view/commands';
import { goesOnByItself, shortestWaitTold } from '#lib/domain/run/view/status';
import type { Atlassian, Clock } from '#lib/engine/ports';
import { countActive } from '#lib/engine/run/runner/headcount';
import { newSignal } from '#lib/engine/run/runner/signal';
import { perform, type UserStep } from '#lib/engine/run/runner/steps';
import type { Appended } from '#lib/engine/storage';

/** What a runner needs of an entry of the plan: names and e-mails would fill the memory for nothing. */
export type CalledEntry = Pick<PlanEntry, 'accountId' | 'prediction'>;

export interface RunnerParts {
  /** The fold of the journal so far; the runner owns it from here on. */
  state: RunState;
  entries: readonly CalledEntry[];
  message: string | null;
  options: Pick<RunOptions, 'concurrency' | 'gapMs'>;
  append(events: readonly RunEvent[], at: number): Appended;
  /** The fold of what is on disk, read again. */
  reread(): RunState;
  /** Called after entries became durable. */
  published(): void;
  atlassian: Atlassian;
  /** Whose active accounts are counted; null where that is not known. */
  organisationId: string | null;
  /** Why this account must not be called at this moment; null where it may. */
  mayCall(accountId: string): string | null;
  clock: Clock;
  /** In [0, 1); spreads the waits. */
  random(): number;
}

export interface Runner {
  /** As it is on disk: what is not there yet is written first. */
  readonly state: RunState;
  /** Why the runner let go of the run before its end; null where it did not. */
  readonly failure: string | null;
  /** Whether calls are still in flight. */
  readonly busy: boolean;
  /** How long the run has made no step for no reason it can name, in ms; 0 while it makes steps or has a reason. */
  readonly stillMs: number;
  /** Says pause, resume or stop; the message says why that cannot be. */
  command(command: RunCommand): { ok: true } | { ok: false; message: string };
  /** Talks through this client from the next call on (a new key for the same organisation). */
  use(atlassian: Atlassian): void;
  /** No new call; resolves when nothing is in flight. The journal stays as it is: the run can go on later. */
  close(): Promise<void>;
  /** Resolves when the runner has left the run. */
  readonly left: Promise<void>;
}

/** A run does not wait longer for the number of active accounts, in ms: it is a comfort, not a condition. */
const countPatienceMs = 10_000;

/** How long the users that are read again at the end may take together, in ms. */
const recheckPatienceMs = 30_000;

/** Starts carrying out a run whose journal has at least its `started` entry. */
export function startRunner(parts: RunnerParts): Runner {
  const { state, clock } = parts;
  let atlassian = parts.atlassian;
  let failure: string | null = null;
  let closing = false;
  const busy = new Set<number>();
  const looking = new Set<number>();
  const signal = newSignal();
  const pace = newPace(parts.options.concurrency);
  // Moments on the monotonic clock before which nothing begins.
  let holdUntil = heldFor(state, clock);
  let gapUntil = 0;
  /** By position: when the next reading of an account in doubt is due, on the monotonic clock. */
  const readings = pausesAnew(state, clock);
  /** Requests begun so far. */
  let begun = 0;
  /** After how many of them one shows the admin whether Atlassian still asks to wait; null once it has. */
  let askedAfter: number | null = null;
  /** Sent, and not answered yet. */
  let requests = 0;
  /** Waits under way whose end is known. */
  let waits = 0;
  /** When something was written, sent, answered or waited for, on the monotonic clock. */
  let lastStep = clock.monotonic();

  /**
   * What happened since the last write. It is applied at once, so that the outcome of one user and the intent of the
   * next go to disk together, and written before anything else of this process can run: nobody sees it sooner.
   */
  let batch: { events: RunEvent[]; at: number; written: Promise<boolean> } | null = null;

  /** False where the journal could not be written before: then nothing more is called. */
  function record(event: RunEvent): boolean {
    if (failure !== null) return false;
    if (batch === null) {
      const written = new Promise<boolean>((resolve) => clock.soon(() => resolve(write())));
      batch = { events: [], at: clock.wall(), written };
    }
    const said = dated(compared(event));
    batch.events.push(said);
    apply(state, { seq: state.seq + 1, at: batch.at, event: said });
    if ('waitMs' in said && said.waitMs !== undefined) {
      const until = clock.monotonic() + said.waitMs;
      if (holdsAll(said)) holdUntil = Math.max(holdUntil, until);
      else if ('position' in said) readings.set(said.position, until);
    }
    if (said.type === 'resumed' && state.hold === null) holdUntil = 0;
    if (said.type === 'resumed' && said.asksNow) askNow();
    lastStep = clock.monotonic();
    signal.notify();
    return true;
  }

  /** What Atlassian said of the calls that are left is as old as the wait. */
  function askNow(): void {
    pace.left = null;
    askedAfter = begun;
  }

  /** Puts on disk what is not there yet; false where that failed, now or before. */
  function write(): boolean {
    if (batch === null) return failure === null;
    const { events, at } = batch;
    batch = null;
    const appended = parts.append(events, at);
    if (!appended.ok) letGo(appended.message);
    else if (appended.entries.at(-1)?.seq !== state.seq) letGo('Something else wrote into the journal.');
    else parts.published();
    return failure === null;
  }

  /** What did not get to disk did not happen: the state is what the journal says. */
  function letGo(message: string): void {
    failure ??= message;
    try {
      Object.assign(state, parts.reread());
    } catch (problem) {
      failure = `${failure} It cannot be read either: ${String(problem)}`;
    }
    signal.notify();
  }

  /** With a word on whether it went as preflight said. */
  function compared(event: RunEvent): RunEvent {
    if (event.type !== 'settled' || state.act !== 'deactivate') return event;
    const said = foreseen(parts.entries[event.position]?.prediction, event.outcome);
    return said ? { ...event, foreseen: said } : event;
  }

  /** A wait with the moment in which it begins, so that it lasts as long whatever process goes on with it. */
  function dated(event: RunEvent): RunEvent {
    return 'waitMs' in event && event.waitMs !== undefined ? { ...event, since: clock.moment() } : event;
  }

  /** One until the admin's question whether Atlassian still asks to wait is answered. */
  const mostWhileAsking = () => (askedAfter === null ? Number.POSITIVE_INFINITY : 1);

  const askedToWait = () => Math.max(holdUntil, emptyUntil(pace, clock.monotonic()));

  /** The word that Atlassian has no call left, where that makes the run wait longer than it would anyway. */
  function callsUsedUp(now: number): RunEvent | null {
    const until = emptyUntil(pace, now);
    if (!goesOnByItself(state) || until - Math.max(now, holdUntil) < shortestWaitTold) return null;
    const askedMs = pace.left?.askedMs;
    return { type: 'calls-used-up', waitMs: until - now, ...(askedMs === undefined ? {} : { askedMs }) };
  }

  async function carryOut(): Promise<void> {
    while (failure === null && !closing) {
      const now = clock.monotonic();
      const usedUp = callsUsedUp(now);
      if (usedUp) record(usedUp);
      const until = Math.max(askedToWait(), gapUntil);
      const held = now < until;
      const most = Math.min(usersNow(pace, now, { users: busy.size, requests }), mostWhileAsking());
      const step = nextStep(state, { busy, held, pausing: pausing(now), most, random: parts.random() });
      if (step.do === 'leave') break;
      await take(step, held ? until : Math.min(...readings.values()));
    }
    while (busy.size > 0) await signal.next();
    write();
  }

  /** Positions whose next reading is not due yet; the others are forgotten. */
  function pausing(now: number): ReadonlySet<number> {
    for (const [position, until] of readings) if (until <= now) readings.delete(position);
    return new Set(readings.keys());
  }

  async function take(step: Step, until: number): Promise<void> {
    if (step.do === 'rest') await signal.next();
    else if (step.do === 'wait') await waitOut(until);
    else if (step.do === 'record') record(step.event);
    else if (step.do === 'count') await count(step.when);
    else if (step.do === 'recheck') await recheck(step.positions);
    else if (step.do !== 'leave') begin(step);
  }

  /** Ends when the wait is over, or at once when something happens: a command is heard in the middle of it. */
  async function waitOut(until: number): Promise<void> {
    waits += 1;
    const interrupted = new AbortController();
    const changed = signal.next();
    await Promise.race([clock.sleep(until - clock.monotonic(), interrupted.signal), changed]);
    interrupted.abort();
    waits -= 1;
    lastStep = clock.monotonic();
  }

  /** Nothing else is under way meanwhile. What the admin says is heard: then it is counted another time, if at all. */
  async function count(when: HeadcountMoment): Promise<void> {
    const { status } = state;
    const stop = new AbortController();
    let late = false;
    const found: { headcount?: Awaited<ReturnType<typeof countActive>> } = {};
    const counting = countActive(atlassian, parts.organisationId ?? '', stop.signal).then((headcount) => {
      found.headcount = headcount;
      signal.notify();
    });
    const patience = clock.sleep(countPatienceMs, stop.signal).then(() => {
      late = !stop.signal.aborted;
      signal.notify();
    });
    const goesOn = () => state.status === status && failure === null && !closing;
    while (!found.headcount && !late && goesOn()) await signal.next();
    stop.abort();
    await Promise.all([counting, patience]);
    if (late) found.headcount = { active: null, message: 'It could not be counted: there was no answer.' };
    if (found.headcount && goesOn()) record({ type: 'counted', when, ...found.headcount });
  }

  /** As with counting: nothing else is under way, and what the admin says is heard. */
  async function recheck(positions: readonly number[]): Promise<void> {
    const { status } = state;
    const goesOn = () => state.status === status && failure === null && !closing;
    const stop = new AbortController();
    const patience = clock.sleep(recheckPatienceMs, stop.signal).then(() => stop.abort());
    const readings: Recheck['readings'][number][] = [];
    for (const position of positions) {
      const id = parseAccountId(parts.entries[position]?.accountId ?? '');
      if (!goesOn()) break;
      const says = id && !stop.signal.aborted ? await readAgain(id, stop.signal) : 'unreadable';
      readings.push({ position, reading: says });
    }
    stop.abort();
    await patience;
    if (goesOn()) record({ type: 'rechecked', readings });
  }

  async function readAgain(id: AccountId, signal: AbortSignal): Promise<RecheckReading> {
    const { says } = readingOf(await timed(() => atlassian.profile(id, signal)));
    return says === 'active' || says === 'inactive' ? says : 'unreadable';
  }

  function begin(step: UserStep): void {
    const { position } = step;
    busy.add(position);
    if (step.do === 'call') gapUntil = clock.monotonic() + parts.options.gapMs;
    perform(step, {
      ...parts,
      record,
      written: () => batch?.written ?? Promise.resolve(failure === null),
      looking,
      timed,
      atlassian: () => atlassian,
      leaving: () => failure !== null || closing,
      now: clock.monotonic,
      held: () => clock.monotonic() < askedToWait(),
      concurrency: () =>
        Math.min(concurrencyNow(pace, clock.monotonic(), { users: busy.size, requests }), mostWhileAsking()),
      news: signal.next,
    })
      .catch((problem: unknown) => {
        failure ??= `The run was interrupted by a fault of Lockstep itself: ${String(problem)}`;
      })
      .finally(() => {
        busy.delete(position);
        signal.notify();
      });
  }

  async function timed<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const begunAt = clock.monotonic();
    const number = begun;
    begun += 1;
    requests += 1;
    const answer = await work().finally(() => {
      requests -= 1;
      lastStep = clock.monotonic();
    });
    if (askedAfter !== null && number >= askedAfter) askedAfter = null;
    const throttled = !answer.ok && answer.fault.code === 'rate-limited';
    learn(pace, { throttled, quota: answer.quota, begunAt, now: clock.monotonic() });
    // More calls may be in flight now than those who wait have heard of. They hear of it once this answer is recorded:
    // before that, nobody would know that it refuses the key, and a call could begin after it.
    clock.soon(() => signal.notify());
    return answer;
  }

  const left = carryOut();
  return {
    left,
    get state() {
      write();
      return state;
    },
    get failure() {
      write();
      return failure;
    },
    get stillMs() {
      const { status, pause } = state;
      const goesOn = status === 'running' || status === 'stopping' || endsByItself(pause?.code);
      const hasReason = !goesOn || failure !== null || closing || requests > 0 || waits > 0;
      return hasReason ? 0 : clock.monotonic() - lastStep;
    },
    get busy() {
      return busy.size > 0;
    },
    command(command) {
      write();
      const decision = failure === null ? decide(state, command) : { ok: true as const, event: null };
      if (!decision.ok) return decision;
      if (decision.event !== null) record(decision.event);
      write();
      return failure === null ? { ok: true } : { ok: false, message: failure };
    },
    use(other) {
      atlassian = other;
    },
    async close() {
      closing = true;
      signal.notify();
      await left;
    },
  };
}

/**
 * It is not known how long ago accounts in doubt were read: the pause before the next reading begins again, so that the
 * readings of all processes together take as long as those of one.
 */
function pausesAnew({ open, users }: RunState, clock: Clock): Map<number, number> {
  const pauses = new Map<number, number>();
  for (const position of open) {
    const user = users[position];
    if (user?.stage !== 'doubted') continue;
    const pause = doubtPause(user.unchangedReads + user.failedReads);
    if (pause !== null) pauses.set(position, clock.monotonic() + pause);
  }
  return pauses;
}

/** When the wait that the journal speaks of is over, on the monotonic clock. */
function heldFor({ hold }: RunState, clock: Clock): number {
  return hold === null ? 0 : clock.monotonic() + holdLeft(hold, clock.moment());
}
