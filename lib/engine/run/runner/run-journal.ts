import type { RunEvent } from '#lib/domain/run/events';
import { foreseen } from '#lib/domain/run/next/drift';
import { apply } from '#lib/domain/run/run';
import type { Requests } from '#lib/engine/run/runner/requests';
import type { RunnerParts } from '#lib/engine/run/runner/runner-parts';
import type { Signal } from '#lib/engine/run/runner/signal';
import type { Waits } from '#lib/engine/run/runner/waits';
import type { Work } from '#lib/engine/run/runner/work';

type JournalParts = Pick<RunnerParts, 'state' | 'entries' | 'append' | 'reread' | 'published' | 'clock'> & {
  requests: Pick<Requests, 'askNow'>;
  waits: Pick<Waits, 'note'>;
  work: Work;
  news: Signal;
};

/** The events since the last write. */
interface Batch {
  events: RunEvent[];
  at: number;
  /** Resolves to true when the batch is on disk, and to false if it could not be written. */
  written: Promise<boolean>;
}

/**
 * The journal of a run in progress. An event is applied at once, and written before any other work of this process. One
 * user's outcome and the next user's intent are written together, and nothing shows them before that.
 */
export class RunJournal {
  private reason: string | null = null;
  private batch: Batch | null = null;

  constructor(private readonly parts: JournalParts) {}

  /**
   * The reason why this process cannot continue the run: the journal cannot be written, or Lockstep has a bug;
   * otherwise null.
   */
  get failure(): string | null {
    return this.reason;
  }

  /** Records an event. Returns false if the run cannot continue: then no more calls are made. */
  record(event: RunEvent): boolean {
    if (this.reason !== null) return false;
    const { state, clock, requests, waits, work, news } = this.parts;
    this.batch ??= this.newBatch();
    const noted = this.dated(this.compared(event));
    this.batch.events.push(noted);
    apply(state, { seq: state.seq + 1, at: this.batch.at, event: noted });
    waits.note(noted);
    if (noted.type === 'resumed' && noted.asksNow) requests.askNow();
    work.lastStep = clock.monotonic();
    news.notify();
    return true;
  }

  /** Writes the pending events to disk. Returns false if that failed, now or earlier. */
  write(): boolean {
    if (this.batch === null) return this.reason === null;
    const { parts } = this;
    const { events, at } = this.batch;
    this.batch = null;
    const appended = parts.append(events, at);
    if (!appended.ok) this.abandon(appended.message);
    else if (appended.entries.at(-1)?.seq !== parts.state.seq)
      this.abandon('Something else wrote into the journal.');
    else parts.published();
    return this.reason === null;
  }

  /** Resolves to true when the recorded events are on disk, and to false if they could not be written. */
  written(): Promise<boolean> {
    return this.batch?.written ?? Promise.resolve(this.reason === null);
  }

  /** Ends the work on the run. The first reason is kept. */
  fail(message: string): void {
    this.reason ??= message;
  }

  private newBatch(): Batch {
    const { clock } = this.parts;
    const written = new Promise<boolean>((resolve) => clock.soon(() => resolve(this.write())));
    return { events: [], at: clock.wall(), written };
  }

  /** Events that were not written to disk are undone: the state is read from the journal again. */
  private abandon(message: string): void {
    this.fail(message);
    try {
      Object.assign(this.parts.state, this.parts.reread());
    } catch (problem) {
      this.reason = `${this.reason} It cannot be read either: ${String(problem)}`;
    }
    this.parts.news.notify();
  }

  /** The event, with whether it matches the prediction of preflight. */
  private compared(event: RunEvent): RunEvent {
    const { state, entries } = this.parts;
    if (event.type !== 'settled' || state.act !== 'deactivate') return event;
    const said = foreseen(entries.at(event.position)?.prediction, event.outcome);
    return said ? { ...event, foreseen: said } : event;
  }

  /** The wait, with the time it begins, so that its length stays the same if another process continues it. */
  private dated(event: RunEvent): RunEvent {
    const waits = 'waitMs' in event && event.waitMs !== undefined;
    return waits ? { ...event, since: this.parts.clock.moment() } : event;
  }
}
