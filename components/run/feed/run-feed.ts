/** The journal of a run as it reaches the page: folded once each, in order, and never in one long go. */
import type { z } from 'zod';
import type { HeardClock } from '#components/run/feed/journal-time.ts';
import { newPace, type Pace, pace } from '#components/run/feed/pace.ts';
import { streamedClockSchema, streamedEntrySchema } from '#lib/contract/run';
import { apply } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';

export type Connection =
  | { state: 'opening' }
  | { state: 'live' }
  /** `since` is wall clock, ms; `failure` is what asking the server brought, once that is known. */
  | { state: 'reconnecting'; since: number; failure: { message: string; hint: string } | null }
  /** The server has nothing more to say: the run has ended, or was let go. */
  | { state: 'closed' }
  /** The page does not understand the journal. */
  | { state: 'misunderstood' };

/** What the page draws. `run` and `pace` change in place: a new view says that they have. */
export interface FeedView {
  run: RunState;
  pace: Pace;
  connection: Connection;
  /** What the server's clocks said last; null until they have. */
  clock: HeardClock | null;
}

/** The part of EventSource that is used. */
export interface Source {
  readonly readyState: number;
  close(): void;
  onopen: ((event: Event) => void) | null;
  onerror: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  addEventListener(type: 'end' | 'clock', listener: (event: MessageEvent) => void): void;
}

/** The page's surroundings; a test brings its own. */
export interface Surroundings {
  open(after: number): Source;
  /** Calls back soon, once; returns how to call it off. */
  soon(work: () => void): () => void;
  later(work: () => void, ms: number): () => void;
  /** Milliseconds that only grow. */
  elapsed(): number;
  wall(): number;
  /** Why the server cannot be asked about this run; null where it answers. */
  ask(): Promise<{ message: string; hint: string } | null>;
}

export interface RunFeed {
  view(): FeedView;
  /** Calls back after every change of the view; the feed is open while anybody listens. */
  subscribe(listener: () => void): () => void;
  /** Opens a closed feed again, where it was left. */
  reopen(): void;
}

/** For so long the page folds before it lets the browser draw and listen, in ms. */
const foldingTime = 20;
/** What arrives within this time is drawn together, in ms: faster than that no number can be read. */
const gathering = 80;
/** Checked after so many entries: the clock costs more than an entry. */
const entriesAtOnce = 64;
const firstRetry = 1_000;
const longestRetry = 10_000;
/** As EventSource numbers it: given up, unlike one that connects again by itself. */
const closedForGood = 2;

/** A feed of one run. */
export function newRunFeed(around: Surroundings): RunFeed {
  const listeners = new Set<() => void>();
  let view: FeedView = { run: newRun(), pace: newPace(), connection: { state: 'opening' }, clock: null };
  let source: Source | null = null;
  let waiting: string[] = [];
  let read = 0;
  let over = false;
  let retries = 0;
  /** After which entry the stream was opened again because the next one was not there. */
  let askedAgainAfter = -1;
  let callOff = () => {};
  let callOffRetry = () => {};

  function show(connection: Connection = view.connection): void {
    view = { ...view, connection };
    for (const listener of listeners) listener();
  }

  function open(): void {
    close();
    const opened = around.open(view.run.seq);
    source = opened;
    opened.onopen = () => {
      retries = 0;
      show({ state: 'live' });
    };
    opened.onmessage = ({ data }) => {
      waiting.push(String(data));
      if (waiting.length === read + 1) callOff = around.later(fold, gathering);
    };
    opened.onerror = () => lost(opened);
    opened.addEventListener('clock', ({ data }) => {
      const told = parse(streamedClockSchema, String(data));
      if (told === null || opened !== source) return;
      view = { ...view, clock: { ...told, heardAt: around.elapsed() } };
      show();
    });
    opened.addEventListener('end', () => {
      over = true;
      opened.close();
      if (waiting.length === read) callOff = around.soon(fold);
    });
  }

  function close(): void {
    callOff();
    callOffRetry();
    source?.close();
    source = null;
    waiting = [];
    read = 0;
    over = false;
  }

  function fold(): void {
    const began = around.elapsed();
    while (read < waiting.length) {
      const entry = parse(streamedEntrySchema, waiting[read] ?? '');
      read += 1;
      if (entry === null) {
        close();
        show({ state: 'misunderstood' });
        return;
      }
      // Where it is not there the second time either, the journal itself was damaged, and the run is closed.
      if (entry.seq > view.run.seq + 1 && askedAgainAfter !== view.run.seq) {
        askedAgainAfter = view.run.seq;
        open();
        return;
      }
      if (entry.seq > view.run.seq) {
        apply(view.run, entry);
        pace(view.pace, entry);
      }
      if (read % entriesAtOnce === 0 && around.elapsed() - began > foldingTime) break;
    }
    if (read < waiting.length) callOff = around.soon(fold);
    else {
      waiting = [];
      read = 0;
      if (over) {
        close();
        show({ state: 'closed' });
        return;
      }
    }
    show();
  }

  function lost(from: Source): void {
    if (from !== source || over) return;
    const { connection } = view;
    if (connection.state !== 'reconnecting') {
      show({ state: 'reconnecting', since: around.wall(), failure: null });
    }
    void around.ask().then((failure) => {
      if (from !== source || view.connection.state !== 'reconnecting') return;
      show({ ...view.connection, failure });
    });
    // The browser connects again by itself, except where it was answered with an error.
    if (from.readyState === closedForGood) {
      callOffRetry();
      callOffRetry = around.later(open, Math.min(longestRetry, firstRetry * 2 ** retries));
      retries += 1;
    }
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
  };
}

function parse<S extends z.ZodType>(schema: S, text: string): z.output<S> | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
