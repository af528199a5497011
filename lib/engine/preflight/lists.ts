/**
 * Reads the organisation's lists: in the background for all rosters, and again before a plan is sealed if they are too
 * old.
 */
import type { EarlyEnd } from '#lib/domain/connection/early-end';
import { listsKeepMs } from '#lib/domain/directory/freshness';
import { isDue, type SweptSource } from '#lib/domain/directory/sweep';
import type { PreflightPart, PreflightProgress } from '#lib/domain/preflight/preflight';
import { managedListOf } from '#lib/engine/directory/directory';
import { totalsSince } from '#lib/engine/directory/since-runs';
import { done, type Result } from '#lib/engine/errors';
import { beginPreflight, everybody, type PreflightJobs } from '#lib/engine/preflight/jobs';
import { inTurns } from '#lib/engine/turns';

/** The verbs on the lists. */
export interface ListVerbs {
  /**
   * Reads the organisation's lists for all rosters, in the background. If they are being read already, that continues.
   */
  read(): Result<void>;
  /**
   * Reads the lists that are missing or too old, after everything that the admin has asked for. Does nothing if the
   * admin has stopped reading.
   */
  readAhead(): void;
  /** Forgets that the admin has stopped reading. Called when the connection has changed or was checked. */
  allowReadingAhead(): void;
  /** The progress of that reading; null if the lists are not being read. */
  progress(): PreflightProgress | null;
  /** The reason why the last such reading ended early; null if it did not. */
  failure(): EarlyEnd | null;
  /** Reports that the answers to other questions could not be stored. */
  couldNotKeep(problem: unknown): void;
  stop(): void;
  /**
   * Reads the organisation's lists again if they are too old, or if the results of later runs leave the status of
   * accounts open. Takes at most `withinMs`.
   */
  refresh(rosterId: string, withinMs: number): Promise<void>;
}

/** Verbs over the lists of the connected organisation. */
export function newLists(all: PreflightJobs): ListVerbs {
  const { jobs } = all;
  /** The admin has stopped reading the lists for everybody. */
  let isStopped = false;
  return {
    read() {
      isStopped = false;
      if (jobs.of(everybody)) return done(undefined);
      const begun = beginPreflight(all, null, ['admins', 'accounts', 'provisioned'], { again: true });
      return begun.ok ? done(undefined) : begun;
    },
    readAhead() {
      const due = listsDue(all);
      if (due.length === 0 || isStopped || jobs.of(everybody)) return;
      beginPreflight(all, null, due, { urgency: 'ahead' });
    },
    allowReadingAhead() {
      isStopped = false;
    },
    progress: () => jobs.of(everybody)?.progress ?? null,
    failure: () => jobs.failure(everybody),
    couldNotKeep: (problem) => jobs.couldNotKeep(everybody, problem),
    stop() {
      isStopped = true;
      jobs.stop(everybody);
    },
    refresh: (rosterId, withinMs) => refresh(all, rosterId, withinMs),
  };
}

/** Waits for the lists, from whichever job reads them. One that is begun here ends when the time is up. */
async function refresh(all: PreflightJobs, rosterId: string, withinMs: number): Promise<void> {
  const { jobs } = all;
  if (all.rosterStore.get(rosterId) === null || all.connections.organisation() === null) return;
  if (await listsAreFresh(all)) return;
  const running = jobs.of(rosterId) ?? jobs.of(everybody);
  // Waiting for the questions of another roster could take all the time.
  if (running ? running.progress.waitsFor !== null : all.queue.has('asked')) return;
  const begun = running ? done(running) : beginPreflight(all, rosterId, ['accounts', 'provisioned']);
  if (!begun.ok) return;
  const timer = new AbortController();
  const late = all.clock.sleep(withinMs, timer.signal).then(() => 'late' as const);
  const first = await Promise.race([begun.value.over, late]);
  timer.abort();
  // A job that was begun elsewhere continues. One that was begun here must not compete with the run.
  if (first === 'late' && !running) {
    begun.value.stop();
    await begun.value.over;
  }
}

/** The lists that were not read to their end within half a day. */
function listsDue({ directory, clock }: PreflightJobs): PreflightPart[] {
  const store = directory.store();
  const now = clock.wall();
  const isListDue = (source: SweptSource) => isDue(store.sweep(source), now - listsKeepMs, now);
  return [
    ...(isListDue('managed-accounts') ? (['accounts'] as const) : []),
    ...(isListDue('users-search') ? (['provisioned'] as const) : []),
  ];
}

/** Whether the organisation's list is recent, and its totals after later runs are known. */
async function listsAreFresh({ directory, clock, history }: PreflightJobs): Promise<boolean> {
  const list = managedListOf(directory.store());
  const { part } = list.state;
  if (part.state === 'never') return false;
  const age = clock.wall() - part.at;
  if (age < 0 || age >= listsKeepMs) return false;
  if (part.at > history.lastEnd()) return true;
  return (await inTurns(totalsSince(directory.store(), list, history.lastRuns()))) !== null;
}
