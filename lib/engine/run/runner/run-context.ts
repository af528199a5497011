import type { Atlassian } from '#lib/engine/ports';
import { Requests } from '#lib/engine/run/runner/requests';
import { RunJournal } from '#lib/engine/run/runner/run-journal';
import type { RunnerParts } from '#lib/engine/run/runner/runner-parts';
import { newSignal, type Signal } from '#lib/engine/run/runner/signal';
import { Waits } from '#lib/engine/run/runner/waits';
import { newWork, type Work } from '#lib/engine/run/runner/work';

type Given = Pick<
  RunnerParts,
  'state' | 'entries' | 'message' | 'organisationId' | 'mayCall' | 'clock' | 'random'
>;

/** What everything that carries out one run shares. It is built once, when the run is taken up. */
export interface RunContext extends Readonly<Given> {
  /** The client of this moment: a new key counts from the next call on. */
  atlassian: Atlassian;
  readonly requests: Requests;
  readonly waits: Waits;
  readonly journal: RunJournal;
  readonly work: Work;
  /** Wakes whoever waits for something to happen in the run. */
  readonly news: Signal;
}

/** The context of a run that is taken up now. */
export function newRunContext(parts: RunnerParts): RunContext {
  const { state, options, clock } = parts;
  const work = newWork(clock);
  const news = newSignal();
  const requests = new Requests({ most: options.concurrency, clock, work, news });
  const waits = new Waits({ state, gapMs: options.gapMs, clock, requests });
  const journal = new RunJournal({ ...parts, requests, waits, work, news });
  return { ...parts, requests, waits, journal, work, news };
}

/** Whether the runner lets go of the run: nothing may begin any more. */
export function isLeaving({ journal, work }: RunContext): boolean {
  return journal.failure !== null || work.closing;
}

/** Returns a function that says whether the run is still as it is now, so that what began now may go on. */
export function goesOnAsNow(context: RunContext): () => boolean {
  const { state } = context;
  const { status } = state;
  return () => state.status === status && !isLeaving(context);
}
