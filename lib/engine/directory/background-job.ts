/**
 * Asking Atlassian in the background: one job of a kind at a time, about one subject (a roster, or the organisation). It
 * says how far it is, and can be stopped; what it learnt until then is kept by its work.
 */
import { done, failed, type Result } from '#lib/engine/errors';

/** A job that is under way. */
export interface BackgroundJob<Progress> {
  readonly subject: string;
  readonly progress: Progress;
  /** Settles when the work has ended, however it ended. */
  readonly over: Promise<void>;
  /** Ends the work at its next question. */
  stop(): void;
}

/** What the work of a job is given. */
export interface JobControl<Progress> {
  /** Aborts when the job is stopped. */
  signal: AbortSignal;
  /** Says how far the work is. */
  report(change: Partial<Progress>): void;
}

/** The jobs of one kind. */
export interface BackgroundJobs<Progress> {
  /** Whether any job is under way. */
  isBusy(): boolean;
  /** The job about this subject; null where none is under way. */
  of(subject: string): BackgroundJob<Progress> | null;
  /** Whether a job may begin now: not during a run, nor beside another job. */
  mayBegin(): Result<void>;
  /** Begins; to be called only where `mayBegin` allows it. */
  begin(
    subject: string,
    progress: Progress,
    work: (control: JobControl<Progress>) => Promise<void>,
  ): BackgroundJob<Progress>;
  /** Stops the job about this subject, or whichever is under way. */
  stop(subject?: string): void;
  /** Stops whichever is under way, and waits until its work has ended. */
  close(): Promise<void>;
}

/** Jobs of a new kind; none is under way. */
export function newBackgroundJobs<Progress extends object>(parts: {
  /** Why nothing should be asked now (a run is under way); null if asking is allowed. */
  busy(): string | null;
  /** The hint if it may not begin. */
  busyHint: string;
  /** The message if a job about another subject is under way. */
  taken: string;
}): BackgroundJobs<Progress> {
  const state: { job: BackgroundJob<Progress> | null } = { job: null };
  return {
    isBusy: () => state.job !== null,
    of: (subject) => (state.job?.subject === subject ? state.job : null),
    mayBegin() {
      const busy = parts.busy();
      if (busy !== null) return failed('conflict', busy, parts.busyHint);
      if (state.job) return failed('conflict', parts.taken, 'Wait for it, or stop it there.');
      return done(undefined);
    },
    begin(subject, progress, work) {
      const controller = new AbortController();
      const job = { subject, progress, over: Promise.resolve(), stop: () => controller.abort() };
      state.job = job;
      const report = (change: Partial<Progress>) => {
        job.progress = { ...job.progress, ...change };
      };
      job.over = work({ signal: controller.signal, report }).finally(() => {
        state.job = null;
      });
      return job;
    },
    stop(subject) {
      if (subject === undefined || state.job?.subject === subject) state.job?.stop();
    },
    async close() {
      state.job?.stop();
      await state.job?.over;
    },
  };
}
