/**
 * Asking Atlassian in the background: the jobs of one kind, each about one subject (a roster, or the organisation). A job
 * says how far it is, and can be stopped; what it learnt until then is kept by its work.
 */
import type { WaitsFor } from '#lib/domain/connection/waits-for';
import type { AskingQueue, QueuePlace, Urgency } from '#lib/engine/directory/asking-queue';
import { done, failed, type Result } from '#lib/engine/errors';

/** A job that has not ended. */
export interface BackgroundJob<Progress> {
  readonly subject: string;
  readonly progress: Progress & { waitsFor: WaitsFor | null };
  /** Settles when the work has ended, however it ended. */
  readonly over: Promise<void>;
  /** Ends the work at its next question. */
  stop(): void;
}

/** What the work of a job is given. */
export interface JobControl<Progress> {
  /** Aborts when the job is stopped, or has to make way. */
  signal: AbortSignal;
  /** Says how far the work is. */
  report(change: Partial<Progress>): void;
}

/** The jobs of one kind. */
export interface BackgroundJobs<Progress> {
  /** The job about this subject; null where there is none. */
  of(subject: string): BackgroundJob<Progress> | null;
  /** Whether the admin may begin a job now: not during a run. */
  mayBegin(): Result<void>;
  /**
   * Queues a job; there must be none about this subject. The work is called again from the beginning if it had to make
   * way, so it must go on where it was left.
   */
  begin(
    subject: string,
    progress: Progress,
    work: (control: JobControl<Progress>) => Promise<void>,
    urgency?: Urgency,
  ): BackgroundJob<Progress>;
  /** Stops the job about this subject. */
  stop(subject: string): void;
}

/** Jobs of a new kind. */
export function newBackgroundJobs<Progress extends object>(parts: {
  queue: Pick<AskingQueue, 'add'>;
  /** Why nothing should be asked now (a run is under way); null if asking is allowed. */
  busy(): string | null;
  /** The hint if none may begin. */
  busyHint: string;
}): BackgroundJobs<Progress> {
  const jobs = new Map<string, BackgroundJob<Progress>>();
  return {
    of: (subject) => jobs.get(subject) ?? null,
    mayBegin() {
      const busy = parts.busy();
      return busy === null ? done(undefined) : failed('conflict', busy, parts.busyHint);
    },
    begin(subject, first, work, urgency = 'asked') {
      let progress = first;
      const report = (change: Partial<Progress>) => {
        progress = { ...progress, ...change };
      };
      const place: QueuePlace = parts.queue.add({ urgency, work: (signal) => work({ signal, report }) });
      const job = {
        subject,
        get progress() {
          return { ...progress, waitsFor: place.waitsFor() };
        },
        over: place.over.finally(() => jobs.delete(subject)),
        stop: place.stop,
      };
      jobs.set(subject, job);
      return job;
    },
    stop: (subject) => jobs.get(subject)?.stop(),
  };
}
