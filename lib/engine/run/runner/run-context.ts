import type { Atlassian } from '#lib/engine/ports';
import { Requests } from '#lib/engine/run/runner/requests';
import { RunJournal } from '#lib/engine/run/runner/run-journal';
import type { RunnerParts } from '#lib/engine/run/runner/runner-parts';
import { newSignal, type Signal } from '#lib/engine/run/runner/signal';
import { Waits } from '#lib/engine/run/runner/waits';
import { newWork, type Work } from '#lib/engine/run/runner/work';

type Given = Pick<
  RunnerParts,
  'state' | 'entries' | 'message' | 'store' | 'organisationId' | 'mayCall' | 'clock' | 'random'
>;

/** The shared parts for carrying out one run. Built once, when the run is taken up. */
export interface RunContext extends Readonly<Given> {
  /** The current client. A new key is used from the next call on. */
  atlassian: Atlassian;
  readonly requests: Requests;
  readonly waits: Waits;
  readonly journal: RunJournal;
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
  return { ...parts, requests, waits, journal, work, news };
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
  const changed = news.next();
  if (until === Number.POSITIVE_INFINITY) return changed;
  work.waits += 1;
  const interrupted = new AbortController();
  await Promise.race([clock.sleep(until - clock.monotonic(), interrupted.signal), changed]);
  interrupted.abort();
  work.waits -= 1;
  work.lastStep = clock.monotonic();
}
