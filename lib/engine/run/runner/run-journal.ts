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

/** What happened since the last write. */
interface Batch {
  events: RunEvent[];
  at: number;
  /** Resolves when the batch is on disk; to false where it is not. */
  written: Promise<boolean>;
}

/**
 * The journal of a run that is carried out. What happened is applied at once, and written before anything else of this
 * process can run. The outcome of one user and the intent of the next go to disk together, and nobody sees them sooner.
 */
export class RunJournal {
  private reason: string | null = null;
  private batch: Batch | null = null;

  constructor(private readonly parts: JournalParts) {}

  /** Why the run cannot go on in this process: its journal cannot be written, or Lockstep has a fault; else null. */
  get failure(): string | null {
    return this.reason;
  }

  /** Notes what happened. False where the run cannot go on: then nothing more is called. */
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

  /** Puts on disk what is not there yet; false where that failed, now or before. */
  write(): boolean {
    if (this.batch === null) return this.reason === null;
    const { parts } = this;
    const { events, at } = this.batch;
    this.batch = null;
    const appended = parts.append(events, at);
    if (!appended.ok) this.letGo(appended.message);
    else if (appended.entries.at(-1)?.seq !== parts.state.seq)
      this.letGo('Something else wrote into the journal.');
    else parts.published();
    return this.reason === null;
  }

  /** Resolves when what was noted is on disk; to false where it is not. */
  written(): Promise<boolean> {
    return this.batch?.written ?? Promise.resolve(this.reason === null);
  }

  /** The run cannot go on; the first reason counts. */
  fail(message: string): void {
    this.reason ??= message;
  }

  private newBatch(): Batch {
    const { clock } = this.parts;
    const written = new Promise<boolean>((resolve) => clock.soon(() => resolve(this.write())));
    return { events: [], at: clock.wall(), written };
  }

  /** What did not get to disk did not happen: the state is what the journal says. */
  private letGo(message: string): void {
    this.fail(message);
    try {
      Object.assign(this.parts.state, this.parts.reread());
    } catch (problem) {
      this.reason = `${this.reason} It cannot be read either: ${String(problem)}`;
    }
    this.parts.news.notify();
  }

  /** The event with a word on whether it went as preflight said. */
  private compared(event: RunEvent): RunEvent {
    const { state, entries } = this.parts;
    if (event.type !== 'settled' || state.act !== 'deactivate') return event;
    const said = foreseen(entries[event.position]?.prediction, event.outcome);
    return said ? { ...event, foreseen: said } : event;
  }

  /** A wait with the moment in which it begins, so that it lasts as long whatever process goes on with it. */
  private dated(event: RunEvent): RunEvent {
    const waits = 'waitMs' in event && event.waitMs !== undefined;
    return waits ? { ...event, since: this.parts.clock.moment() } : event;
  }
}
