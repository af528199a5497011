import { ProfileNotes } from '#lib/engine/directory/blocks/profile-notes';
import type { Atlassian } from '#lib/engine/ports';
import { ReadAhead } from '#lib/engine/run/runner/read-ahead';
import { Requests, unsentAnswer } from '#lib/engine/run/runner/requests';
import { RunJournal } from '#lib/engine/run/runner/run-journal';
import type { RunnerParts } from '#lib/engine/run/runner/runner-parts';
import { newSignal, type Signal } from '#lib/engine/run/runner/signal';
import { Waits } from '#lib/engine/run/runner/waits';
import { newWork, type Work } from '#lib/engine/run/runner/work';

type Given = Pick<
  RunnerParts,
  | 'state'
  | 'entries'
  | 'message'
  | 'store'
  | 'organisationId'
  | 'lastEnd'
  | 'mayCall'
  | 'deactivatedElsewhere'
  | 'clock'
  | 'random'
>;

/** The shared parts for carrying out one run. Built once, when the run is taken up. */
export interface RunContext extends Readonly<Given> {
  /** The current client. A new key is used from the next call on. */
  atlassian: Atlassian;
  readonly requests: Requests;
  readonly waits: Waits;
  readonly journal: RunJournal;
  readonly ahead: ReadAhead;
  readonly profiles: ProfileNotes;
  readonly work: Work;
  /** Notifies everything that waits for a change in the run. */
  readonly news: Signal;
}

/** The context of a run that is being taken up. */
export function newRunContext(parts: RunnerParts): RunContext {
  const { state, options, clock, limiter } = parts;
  const work = newWork(clock);
  const news = newSignal();
  const requests = new Requests({ most: options.concurrency, act: state.act, limiter, clock, work, news });
  const waits = new Waits({ state, gapMs: options.gapMs, clock, requests });
  const journal = new RunJournal({ ...parts, requests, waits, work, news });
  const ahead = new ReadAhead({
    ...parts,
    gapMs: options.gapMs,
    work,
    news,
    ask: async (send) => {
      const mayAsk = () => state.status === 'running' && !isLeaving(context);
      const answer = await requests.timed('users-search', () => send(context.atlassian), mayAsk);
      return answer ?? unsentAnswer;
    },
    isLeaving: () => isLeaving(context),
    hasRoom: () => requests.hasRoom(),
    fail: (problem) => {
      journal.fail(`The run was interrupted by a fault of Lockstep itself: ${String(problem)}`);
      news.notify();
    },
  });
  const profiles = new ProfileNotes(parts);
  const context: RunContext = { ...parts, requests, waits, journal, ahead, profiles, work, news };
  return context;
}

/** Whether the runner is stopping: nothing new may begin. */
export function isLeaving({ journal, work }: RunContext): boolean {
  return journal.failure !== null || work.closing;
}

/** Returns a function that says whether the run's status is unchanged, so that work begun now may continue. */
export function goesOnAsNow(context: RunContext): () => boolean {
  const { state } = context;
  const { status } = state;
  return () => state.status === status && !isLeaving(context);
}

/** Ends at this time, or as soon as something happens, such as a command. */
export async function waitUntil(until: number, { clock, work, news }: RunContext): Promise<void> {
  if (until === Number.POSITIVE_INFINITY) return news.next();
  const ms = until - clock.monotonic();
  if (ms <= 0) return;
  work.waits += 1;
  const callOff = clock.alarm(ms, () => news.notify());
  await news.next();
  callOff();
  work.waits -= 1;
  work.lastStep = clock.monotonic();
}
