/**
 * Finds the users of an ended run whom another run has changed since. They are left out of new plans made from the
 * first run. Pure.
 */
import { accountKey } from '#lib/domain/account/account-id';
import type { Act } from '#lib/domain/outcome/act';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { isReported, type RunSource } from '#lib/domain/run/import';
import { filterInPieces, type Pieces } from '#lib/domain/text/pieces';
import type { LastRun, RunHistory } from '#lib/engine/history/run-history';
import type { RunStore } from '#lib/engine/storage/runs';

/** The run that a plan is made from. */
interface FirstRun {
  number: number;
  /** Whether it was imported from a report. Then its number does not say when it was carried out. */
  isReported: boolean;
  /** The numbers of the runs that continued it: for its remaining users, or for users to be tried again. */
  goingOn: ReadonlySet<number>;
}

/** The run with the runs that continued it. `imported` is the run's source, as in its state. */
export function firstRun(
  { runs, plan }: Pick<RunStore, 'runs' | 'plan'>,
  { id, number, imported }: { id: string; number: number; imported: RunSource | null },
): FirstRun {
  const family = new Set([id]);
  const goingOn = new Set<number>();
  for (const record of runs().toReversed()) {
    const { parent = null, act } = plan(record.planId) ?? {};
    if (parent === null || act === 'restore' || !family.has(parent.runId)) continue;
    family.add(record.id);
    goingOn.add(record.number);
  }
  return { number, isReported: isReported(imported), goingOn };
}

/**
 * The reason why a user of an ended run is left out of a new plan: a run left the account inactive, or another run has
 * changed it. Null if neither. `last` is the result of the last run that touched the account.
 *
 * A restore undoes what its own run and the runs that continued it did. It never undoes what another run did later to
 * the same account. A retry does not deactivate an account that a later run restored.
 */
export function leftOutBecause(
  act: Act,
  first: FirstRun,
  last: LastRun | undefined,
): 'inactive' | 'other-run' | null {
  if (last === undefined) return null;
  const { inactiveSince } = last;
  const isLater = last.number > first.number;
  if (act !== 'restore') {
    if (inactiveSince !== null) return 'inactive';
    return isLater && last.act === 'restore' ? 'other-run' : null;
  }
  if (first.isReported) return isLater || inactiveSince !== null ? 'other-run' : null;
  const isItsOwn =
    inactiveSince !== null && (inactiveSince <= first.number || first.goingOn.has(inactiveSince));
  return isLater && !isItsOwn ? 'other-run' : null;
}

/** The users of a sealed plan made from a run whom another run has changed since then, in pieces. */
export function* overtaken(
  {
    runStore,
    history,
  }: {
    runStore: Pick<RunStore, 'runs' | 'run' | 'plan' | 'journal'>;
    history: Pick<RunHistory, 'lastRuns'>;
  },
  { plan, entries }: { plan: Plan; entries: readonly PlanEntry[] },
): Pieces<PlanEntry[]> {
  const record = plan.parent ? runStore.run(plan.parent.runId) : null;
  // If that run was deleted, there is nothing to compare with.
  if (record === null) return [];
  const begun = runStore.journal(record.id, 0, 1)[0]?.event;
  const imported = begun?.type === 'imported' ? begun.source : null;
  const first = firstRun(runStore, { ...record, imported });
  const lastRuns = history.lastRuns();
  return yield* filterInPieces(
    entries,
    ({ accountId }) =>
      leftOutBecause(plan.act ?? 'deactivate', first, lastRuns.get(accountKey(accountId))) !== null,
  );
}
