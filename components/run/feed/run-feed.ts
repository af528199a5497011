/** The journal of a run on the page. Each entry is folded once, in order, in short pieces of work. */
import type { StreamedEvent } from '#components/run/feed/event-text.ts';
import type { HeardClock } from '#components/run/feed/journal-time.ts';
import { newPace, type Pace, pace } from '#components/run/feed/pace.ts';
import type { ApiFailure } from '#components/shared/api.ts';
import { streamedClockSchema, streamedEntrySchema } from '#lib/contract/run';
import { apply } from '#lib/domain/run/run';
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

/** An open event stream of a run. One that breaks off is over. */
export interface Source {
  close(): void;
  onopen: (() => void) | null;
  /** The stream broke off, or the server did not open it. Called once, and never after `close`. */
  onerror: (() => void) | null;
  onevent: ((event: StreamedEvent) => void) | null;
}

/** The page's surroundings; a test brings its own. */
interface Surroundings {
  open(after: number): Source;
  /** Calls back soon, once; returns a function that cancels it. */
  soon(work: () => void): () => void;
  later(work: () => void, ms: number): () => void;
  /** Milliseconds that only grow. */
  elapsed(): number;
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

/** Time budget for one piece of folding, before the browser draws and listens, in ms. */
const foldingTime = 20;
/** Entries that arrive within this time are drawn together, in ms. Nobody can read faster changes. */
const gathering = 80;
/** Number of entries between two looks at the clock, which costs more than an entry. */
const entriesAtOnce = 64;
const firstRetry = 1_000;
const longestRetry = 10_000;

export function newRunFeed(around: Surroundings): RunFeed {
  const listeners = new Set<() => void>();
  let view: FeedView = { run: newRun(), pace: newPace(), connection: { state: 'opening' }, clock: null };
  let source: Source | null = null;
  let arrived: Arrived = { texts: [], read: 0, ended: false };
  let retries = 0;
  const place: Place = { seen: 0, askedAgainAfter: -1 };
  let resting = false;
  /** There was something to fold while the feed was resting. */
  let waits = false;
  let callOff = () => {};
  let callOffRetry = () => {};

  function show(connection: Connection = view.connection): void {
    view = { ...view, connection };
    for (const listener of listeners) listener();
  }

  function open(): void {
    close();
    const opened = around.open(place.seen);
    source = opened;
    opened.onopen = () => {
      retries = 0;
      show({ state: 'live' });
    };
    opened.onerror = () => lost(opened);
    opened.onevent = ({ name, data }) => {
      if (opened !== source) return;
      if (name === 'message') {
        arrived.texts.push(data);
        if (arrived.texts.length === arrived.read + 1) callOff = around.later(fold, gathering);
      } else if (name === 'clock') hear(data);
      else if (name === 'end') end(opened);
    };
  }

  function hear(data: string): void {
    const clock = streamedClockSchema.safeParse(json(data));
    if (!clock.success) return;
    view = { ...view, clock: { ...clock.data, heardAt: around.elapsed() } };
    show();
  }

  /** No entry will follow; those that have arrived are still folded. */
  function end(opened: Source): void {
    arrived.ended = true;
    opened.close();
    if (arrived.texts.length === arrived.read) callOff = around.soon(fold);
  }

  function close(): void {
    callOff();
    callOffRetry();
    source?.close();
    source = null;
    arrived = { texts: [], read: 0, ended: false };
    waits = false;
  }

  function fold(): void {
    waits = resting;
    if (resting) return;
    const result = foldEntries(arrived, view, place, around);
    if (result === 'misunderstood') {
      close();
      show({ state: 'misunderstood' });
      return;
    }
    if (result === 'gap') {
      place.askedAgainAfter = place.seen;
      open();
      return;
    }
    if (result === 'more') callOff = around.soon(fold);
    else if (arrived.ended) {
      close();
      show({ state: 'closed' });
      return;
    } else arrived = { texts: [], read: 0, ended: false };
    show();
  }

  function lost(from: Source): void {
    if (from !== source || arrived.ended) return;
    const { connection } = view;
    if (connection.state !== 'reconnecting') {
      show({ state: 'reconnecting', since: around.wall(), failure: null });
    }
    void around.ask().then((failure) => {
      if (from !== source || view.connection.state !== 'reconnecting') return;
      show({ ...view.connection, failure });
    });
    callOffRetry();
    callOffRetry = around.later(open, Math.min(longestRetry, firstRetry * 2 ** retries));
    retries += 1;
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
    rest() {
      resting = true;
    },
    goOn() {
      resting = false;
      if (waits) callOff = around.soon(fold);
    },
  };
}

/** The entries that the open stream has brought. */
interface Arrived {
  texts: string[];
  /** The number of folded texts. */
  read: number;
  /** The server has said that nothing follows. */
  ended: boolean;
}

/** The place up to which the journal was read. */
interface Place {
  /** The last entry that was seen, whether it could be read or not. */
  seen: number;
  /** After which entry the stream was opened again because the next one was missing. */
  askedAgainAfter: number;
}

/**
 * Folds what has arrived into the view, until it is done or the time is up. An entry that leaves a gap is a `gap` only
 * once: where the stream was opened again after the same entry, the journal itself was damaged, and the run is closed.
 * The same is true of an entry that cannot be read: the server leaves it out too, and says so.
 */
function foldEntries(
  arrived: Arrived,
  { run, pace: runPace }: FeedView,
  place: Place,
  { elapsed }: Surroundings,
): 'more' | 'done' | 'gap' | 'misunderstood' {
  const began = elapsed();
  while (arrived.read < arrived.texts.length) {
    const value = json(arrived.texts[arrived.read] ?? '');
    const numbered = numberedSchema.safeParse(value);
    arrived.read += 1;
    if (!numbered.success) return 'misunderstood';
    const { seq } = numbered.data;
    if (seq > place.seen + 1 && place.askedAgainAfter !== place.seen) return 'gap';
    if (seq > place.seen) {
      place.seen = seq;
      const entry = streamedEntrySchema.safeParse(value);
      if (entry.success) {
        apply(run, entry.data);
        pace(runPace, entry.data);
      }
    }
    if (arrived.read % entriesAtOnce === 0 && elapsed() - began > foldingTime) break;
  }
  return arrived.read < arrived.texts.length ? 'more' : 'done';
}

const numberedSchema = streamedEntrySchema.pick({ seq: true });

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
