/**
 * Retention: deletes data that is no longer needed, automatically after some days, or at once on the admin's request.
 */
import { isOver, overBefore, planDays, type Retention } from '#lib/domain/retention';
import { bytesMayRemain, done, type Result } from '#lib/engine/errors';
import type { Clock } from '#lib/engine/ports';
import type { RosterVerbs } from '#lib/engine/roster/rosters';
import type { RunVerbs } from '#lib/engine/run/runs';
import type { DirectoryFiles } from '#lib/engine/storage/directories';
import type { RetentionStore } from '#lib/engine/storage/retention';

/** The verbs on retention. */
export interface RetentionVerbs {
  days(): Retention;
  /** Sets the days, and deletes at once what has expired. */
  setDays(days: Retention): Result<Retention>;
  /**
   * Deletes a roster and the plans sealed from it that were never started. Waits for a change of its ticks, whose
   * temporary data would otherwise remain in the cleaned files.
   */
  purgeRoster(id: string): Promise<Result<void>>;
  /** Deletes an ended run with its plan and journal, and the plans made from it that were never started. */
  purgeRun(id: string): Result<void>;
  /** Deletes expired data. Called at the start and regularly afterwards. */
  sweep(): void;
}

interface RetentionParts {
  store: RetentionStore;
  directories: Pick<DirectoryFiles, 'expire'>;
  rosters: RosterVerbs;
  runs: RunVerbs;
  clock: Clock;
}

/** The parts, and whether deleted data may still be in a file. */
interface Cleaning extends RetentionParts {
  scrubDue: boolean;
}

/** Verbs over all stored data. Files are not rewritten during a run, since its calls would wait for it. */
export function newRetention(parts: RetentionParts): RetentionVerbs {
  const { store, rosters, runs } = parts;
  const cleaning: Cleaning = { ...parts, scrubDue: false };
  return {
    days: () => store.days(),
    setDays(days) {
      store.setDays(days);
      sweep(cleaning);
      return done(store.days());
    },
    async purgeRoster(id) {
      const removed = await rosters.afterChanges(() => removeRoster(cleaning, id));
      if (!removed.ok) return removed;
      const isGone = await removed.value;
      const cleaned = cleanUp(cleaning);
      return isGone ? cleaned : bytesMayRemain('the next start of this one cleans up.');
    },
    purgeRun(id) {
      const removed = runs.remove(id);
      return removed.ok ? cleanUp(cleaning) : removed;
    },
    sweep: () => sweep(cleaning),
  };
}

function sweep(cleaning: Cleaning): void {
  const { store, directories, rosters, runs, clock } = cleaning;
  const now = clock.wall();
  const { rosterDays, runDays, directoryDays } = store.days();
  // Deleting very many readings takes seconds, for which the calls of a run would wait.
  if (runs.underWay() === null) directories.expire(overBefore(directoryDays, now));
  let deleted = store.removeIdlePlans(overBefore(planDays, now), null);
  for (const { id, createdAt } of rosters.list()) {
    if (isOver(createdAt, rosterDays, now) && removeRoster(cleaning, id).ok) deleted += 1;
  }
  for (const { record, summary } of runs.list()) {
    const since = summary.endedAt === null ? null : Math.max(summary.endedAt, record.createdAt);
    if (since !== null && isOver(since, runDays, now) && runs.remove(record.id).ok) deleted += 1;
  }
  if (blankNames(cleaning) || deleted > 0 || cleaning.scrubDue) scrub(cleaning);
}

function removeRoster({ store, rosters }: RetentionParts, id: string): Result<Promise<boolean>> {
  const found = rosters.get(id);
  if (!found.ok) return found;
  // The plans first: if this is interrupted, the roster still leads to them.
  store.removeIdlePlans(Number.MAX_SAFE_INTEGER, id);
  return rosters.remove(id);
}

/** Cleans up after a deletion on request: blanks names that are no longer needed, and frees the space. */
function cleanUp(cleaning: Cleaning): Result<void> {
  blankNames(cleaning);
  if (scrub(cleaning) || cleaning.runs.underWay() !== null) return done(undefined);
  return bytesMayRemain('the next start of this one cleans up.');
}

function blankNames({ store, clock }: RetentionParts): boolean {
  const { historyDays } = store.days();
  return store.blankNames(historyDays === null ? null : overBefore(historyDays, clock.wall()));
}

/** Returns false if deleted data may still be in a file. */
function scrub(cleaning: Cleaning): boolean {
  cleaning.scrubDue = cleaning.runs.underWay() !== null || !cleaning.store.scrub();
  return !cleaning.scrubDue;
}
