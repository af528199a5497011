/** The journal of a run on the page: follows its event stream, and opens it again when it breaks off. */
import type { StreamedEvent } from '#components/run/feed/event-text.ts';
import { type Folded, type FoldingTime, json, newFolding } from '#components/run/feed/folding.ts';
import type { HeardClock } from '#components/run/feed/journal-time.ts';
import { newPace, type Pace } from '#components/run/feed/pace.ts';
import type { ApiFailure } from '#components/shared/api.ts';
import { streamedClockSchema } from '#lib/contract/run';
import { newRun, type RunState } from '#lib/domain/run/state';

/** The reason why the server cannot be asked. */
type Lost = Pick<ApiFailure, 'code' | 'message' | 'hint'>;

export type Connection =
  | { state: 'opening' }
  | { state: 'live' }
  /** `since` is wall clock, ms. `failure` says why the server cannot be asked, once that is known. */
  | { state: 'reconnecting'; since: number; failure: Lost | null }
  /** No entry will follow: the run has ended, or the engine abandoned it. */
  | { state: 'closed' }
  /** The page does not understand the journal. */
  | { state: 'misunderstood' };

/** The state that the page draws. `run` and `pace` change in place; a new view means that they have changed. */
export interface FeedView {
  run: RunState;
  pace: Pace;
  connection: Connection;
  /** The last reading of the server's clocks; null before the first one. */
  clock: HeardClock | null;
}

/** An open event stream of a run. It does not connect again by itself. */
export interface Source {
  close(): void;
  onopen: (() => void) | null;
  /** The stream broke off, or the server did not open it. Called once, and never after `close`. */
  onerror: (() => void) | null;
  onevent: ((event: StreamedEvent) => void) | null;
}

/** The page's surroundings; a test brings its own. */
interface Surroundings extends FoldingTime {
  open(after: number): Source;
  /** Ms since the epoch. */
  wall(): number;
  /** The reason why the server cannot be asked about this run; null if it answers. */
  ask(): Promise<Lost | null>;
}

export interface RunFeed {
  view(): FeedView;
  /** Calls back after every change of the view. The feed is open while there are listeners. */
  subscribe(listener: () => void): () => void;
  /** Opens a closed feed again, after the last entry that was folded. */
  reopen(): void;
  /** Folds nothing more until `goOn`, so that a drawing in pieces shows one state of the run. What arrives is kept. */
  rest(): void;
  goOn(): void;
}

const firstRetryMs = 1_000;
const longestRetryMs = 10_000;

export function newRunFeed(around: Surroundings): RunFeed {
  const listeners = new Set<() => void>();
  const state = { run: newRun(), pace: newPace() };
  let view: FeedView = { ...state, connection: { state: 'opening' }, clock: null };
  let source: Source | null = null;
  const folding = newFolding(state, folded, around);
  const retries = newRetries(around);

  function show(connection: Connection = view.connection): void {
    view = { ...view, connection };
    for (const listener of listeners) listener();
  }

  function open(): void {
    close();
    const opened = around.open(folding.seen());
    source = opened;
    opened.onopen = () => {
      retries.succeeded();
      show({ state: 'live' });
    };
    opened.onerror = () => lost(opened);
    opened.onevent = ({ name, data }) => {
      if (opened !== source) return;
      if (name === 'message') folding.add(data);
      else if (name === 'clock') hear(data);
      else if (name === 'end') {
        opened.close();
        folding.end();
      }
    };
  }

  function close(): void {
    folding.clear();
    retries.callOff();
    source?.close();
    source = null;
  }

  function hear(data: string): void {
    const clock = streamedClockSchema.safeParse(json(data));
    if (!clock.success) return;
    view = { ...view, clock: { ...clock.data, heardAt: around.elapsed() } };
    show();
  }

  function folded(result: Folded): void {
    if (result === 'gap') open();
    else if (result === 'more' || result === 'done') show();
    else {
      close();
      show({ state: result === 'ended' ? 'closed' : result });
    }
  }

  function lost(from: Source): void {
    if (from !== source || folding.isEnded()) return;
    if (view.connection.state !== 'reconnecting') {
      show({ state: 'reconnecting', since: around.wall(), failure: null });
    }
    void around.ask().then((failure) => {
      if (from !== source || view.connection.state !== 'reconnecting') return;
      show({ ...view.connection, failure });
    });
    retries.next(open);
  }

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1 && view.connection.state !== 'closed') open();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) close();
      };
    },
    reopen() {
      show({ state: 'opening' });
      if (listeners.size > 0) open();
    },
    rest: folding.rest,
    goOn: folding.goOn,
  };
}

/** Tries again, after a wait that doubles with each failure. */
function newRetries({ later }: FoldingTime) {
  let failures = 0;
  let callOff = () => {};
  return {
    next(work: () => void): void {
      callOff();
      callOff = later(work, Math.min(longestRetryMs, firstRetryMs * 2 ** failures));
      failures += 1;
    },
    callOff: () => callOff(),
    succeeded(): void {
      failures = 0;
    },
  };
}
