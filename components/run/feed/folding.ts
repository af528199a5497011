/** Folds the entries of a journal as they arrive: each once, in order, in short pieces of work. */
import { type Pace, pace } from '#components/run/feed/pace.ts';
import { streamedEntrySchema } from '#lib/contract/run';
import { apply } from '#lib/domain/run/run';
import type { RunState } from '#lib/domain/run/state';

/** The clock and the timers of the page; a test brings its own. */
export interface FoldingTime {
  /** Calls back soon, once; returns a function that cancels it. */
  soon(work: () => void): () => void;
  later(work: () => void, ms: number): () => void;
  /** Milliseconds that only grow. */
  elapsed(): number;
}

/**
 * The result of a piece of folding. `more`: another piece follows. `done`: everything that has arrived is folded.
 * `ended`: so is everything that will ever arrive. `gap`: an entry is missing, and the stream must be opened again after
 * the last one. `misunderstood`: the page does not understand the journal.
 */
export type Folded = 'more' | 'done' | 'ended' | 'gap' | 'misunderstood';

interface Folding {
  /** Adds the text of an entry that has arrived. */
  add(text: string): void;
  /** No entry will follow; those that have arrived are still folded. */
  end(): void;
  isEnded(): boolean;
  /** Drops what has arrived and is not folded, for a stream that is opened again. */
  clear(): void;
  /** The number of the last entry that was seen; 0 at first. */
  seen(): number;
  /** Folds nothing more until `goOn`. What arrives is kept. */
  rest(): void;
  goOn(): void;
}

/** Time budget for one piece of folding, before the browser draws and listens, in ms. */
const foldingTime = 20;
/** Entries that arrive within this time are drawn together, in ms. Nobody can read faster changes. */
const gathering = 80;
/** Number of entries between two looks at the clock, which costs more than an entry. */
const entriesAtOnce = 64;

/** Folds into `state`, in place. `folded` is called after each piece. */
export function newFolding(
  state: { run: RunState; pace: Pace },
  folded: (result: Folded) => void,
  time: FoldingTime,
): Folding {
  let arrived: Arrived = { texts: [], read: 0, ended: false };
  const place: Place = { seen: 0, askedAgainAfter: -1 };
  let resting = false;
  /** There was something to fold while it was resting. */
  let waits = false;
  let callOff = () => {};

  function fold(): void {
    waits = resting;
    if (resting) return;
    const result = foldPiece(arrived, state, place, time);
    if (result === 'more') callOff = time.soon(fold);
    if (result === 'gap') place.askedAgainAfter = place.seen;
    const isEnd = result === 'done' && arrived.ended;
    if (result === 'done' && !isEnd) arrived = { texts: [], read: 0, ended: false };
    folded(isEnd ? 'ended' : result);
  }

  return {
    add(text) {
      arrived.texts.push(text);
      if (arrived.texts.length === arrived.read + 1) callOff = time.later(fold, gathering);
    },
    end() {
      arrived.ended = true;
      if (arrived.texts.length === arrived.read) callOff = time.soon(fold);
    },
    isEnded: () => arrived.ended,
    clear() {
      callOff();
      arrived = { texts: [], read: 0, ended: false };
      waits = false;
    },
    seen: () => place.seen,
    rest() {
      resting = true;
    },
    goOn() {
      resting = false;
      if (waits) callOff = time.soon(fold);
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
 * Folds what has arrived into the state, until it is done or the time is up. An entry that leaves a gap is a `gap` only
 * once: if the entry is still missing after the stream was opened again at that place, the journal itself is damaged,
 * and folding goes on behind the gap. An entry that cannot be read is left out. In both cases the server knows the
 * damage and has closed the run.
 */
function foldPiece(
  arrived: Arrived,
  { run, pace: runPace }: { run: RunState; pace: Pace },
  place: Place,
  { elapsed }: FoldingTime,
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

/** The value of a JSON text; null for any other text. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
