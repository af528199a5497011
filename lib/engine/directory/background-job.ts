/**
 * Asking Atlassian in the background: the jobs of one kind, each about one subject (a roster, or the organisation). A
 * job says how far it is, and can be stopped; what it learnt until then is kept by its work.
 */
import type { EarlyEnd } from '#lib/domain/connection/early-end';
import type { WaitsFor } from '#lib/domain/connection/waits-for';
import type { AskingQueue, QueuePlace, Urgency } from '#lib/engine/directory/asking-queue';
import { done, failed, type Result } from '#lib/engine/errors';

/** A job that has not ended. */
export interface BackgroundJob<Progress> {
  readonly subject: string;
  readonly progress: Progress & { waitsFor: WaitsFor | null };
  /** Resolves when the work has ended, however it ended. */
  readonly over: Promise<void>;
  /** Ends the work at its next question. */
  stop(): void;
}

/** The means that the work of a job is given. */
export interface JobControl<Progress> {
  /** Aborts when the job is stopped or interrupted. */
  signal: AbortSignal;
  /** Says how far the work is. */
  report(change: Partial<Progress>): void;
  /** Says why the work ends early. */
  fail(failure: EarlyEnd): void;
}

/** The jobs of one kind. */
export interface BackgroundJobs<Progress> {
  /** The job about this subject; null where there is none. */
  of(subject: string): BackgroundJob<Progress> | null;
  /** The reason why the last job about this subject ended early; null if it did not, or if there was none. */
  failure(subject: string): EarlyEnd | null;
  /** Says that what other work found about this subject could not be kept. */
  couldNotKeep(subject: string, problem: unknown): void;
  /** Whether the admin may begin a job now: not during a run. */
  mayBegin(): Result<void>;
  /**
   * Queues a job; there must be none about this subject. After an interruption the work is called again from the
   * beginning, so it must continue where it stopped.
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
  /** The reason why nothing should be asked now (a run is under way); null if asking is allowed. */
  busy(): string | null;
  /** The hint if none may begin. */
  busyHint: string;
  /** The hint if what a job found could not be kept. */
  againHint: string;
}): BackgroundJobs<Progress> {
  const jobs = new Map<string, BackgroundJob<Progress>>();
  const failures = new Map<string, EarlyEnd>();
  const couldNotKeep = (subject: string, problem: unknown) => {
    const message = `Lockstep could not keep what it found: ${String(problem)}`;
    failures.set(subject, { code: 'storage', message, hint: parts.againHint });
  };
  return {
    of: (subject) => jobs.get(subject) ?? null,
    failure: (subject) => failures.get(subject) ?? null,
    couldNotKeep,
    mayBegin() {
      const busy = parts.busy();
      return busy === null ? done(undefined) : failed('conflict', busy, parts.busyHint);
    },
    begin(subject, first, work, urgency = 'asked') {
      let progress = first;
      const report = (change: Partial<Progress>) => {
        progress = { ...progress, ...change };
      };
      const fail = (failure: EarlyEnd) => failures.set(subject, failure);
      failures.delete(subject);
      const place: QueuePlace = parts.queue.add({
        urgency,
        work: (signal) => work({ signal, report, fail }),
      });
      const over = place.over
        .catch((problem: unknown) => couldNotKeep(subject, problem))
        .finally(() => jobs.delete(subject));
      const job = {
        subject,
        get progress() {
          return { ...progress, waitsFor: place.waitsFor() };
        },
        over,
        stop: place.stop,
      };
      jobs.set(subject, job);
      return job;
    },
    stop: (subject) => jobs.get(subject)?.stop(),
  };
}
