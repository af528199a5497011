import type { RunEvent } from '#lib/domain/run/events';
import { RunLedger } from '#lib/engine/run/ledger';
import { type NewestEntries, newNewestEntries } from '#lib/engine/run/newest-entries';
import type { RunsParts } from '#lib/engine/run/runs-parts';
import { newSubscribers, pollingSubscribers, type Subscribers } from '#lib/engine/run/subscribers';
import type { Appended } from '#lib/engine/storage/runs';

/** The shared parts of the run verbs. Built once, when the data folder is opened. */
export interface RunsContext extends Readonly<RunsParts> {
  readonly ledger: RunLedger;
  readonly newest: NewestEntries;
  readonly subscribers: Subscribers;
  /** Aborted when the engine stops working on all runs. */
  readonly down: AbortController;
  /** `ended` is called with each run that ends in this process. `newRuns` sets it before a run is taken up. */
  readonly listener: { ended(id: string): void };
}

/** Time between two looks for new entries of a watching process, in ms. */
const watchEveryMs = 500;

/** The context for a data folder that was just opened. */
export function newRunsContext(parts: RunsParts): RunsContext {
  const { store, clock, watching } = parts;
  const newest = newNewestEntries(store.entryTexts);
  const subscribers = watching
    ? pollingSubscribers(watchEveryMs, newest.news)
    : newSubscribers(clock, newest.news);
  return {
    ...parts,
    ledger: new RunLedger(parts),
    newest,
    subscribers,
    down: new AbortController(),
    listener: { ended: () => undefined },
  };
}

/** Writes to the journal of a run whose runner is not working. */
export function append(id: string, events: readonly RunEvent[], context: RunsContext): Appended {
  const appended = context.store.append(id, events, context.clock.wall());
  if (appended.ok) context.subscribers.wake(id);
  return appended;
}
