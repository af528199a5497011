/** The users for a plan: the ticked users of a file, or some users of an ended run. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Act } from '#lib/domain/outcome/act';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type { SelectionCounts } from '#lib/domain/plan/selection-counts';
import { type PlanSource, sourceNames } from '#lib/domain/plan/source';
import type { RosterUser } from '#lib/domain/roster/roster';
import type { RunState } from '#lib/domain/run/state';
import { pickUsers, sourceNotes } from '#lib/domain/run/view/pick';
import { atOnce } from '#lib/domain/text/pieces';
import { type Candidate, candidateOf } from '#lib/engine/directory/candidates';
import { done, failed, type Result } from '#lib/engine/errors';
import type { PlanParts } from '#lib/engine/plan/plan-parts';
import { fileOf, originOf, type RosterFile, rowsOf } from '#lib/engine/plan/roster-file';
import type { RosterRecord } from '#lib/engine/storage/rosters';

/** The users for a plan, and the plan's own data. */
export interface SealSource {
  under: Pick<Plan, 'rosterId' | 'rosterName' | 'message' | 'parent' | 'optionalTerms'>;
  act: Act;
  /** The plan that this one goes on with, for the same reason and ticket; absent if there is none. */
  sameWork?: Plan | null;
  file: RosterFile | null;
  /** The users of the list in each state; absent if the users do not come from a list. */
  counts?: () => SelectionCounts;
  /** The users as they are now, in the order of the plan. */
  candidates(): Candidate[];
  /** Whether the plan is known not to contain the admin's own account. */
  operatorKnown: boolean;
  notes(): string[];
}

/** An ended run. */
export interface Parent {
  runId: string;
  number: number;
  plan: Plan;
  state: RunState;
}

/** The ticked, eligible users of a roster. Fails until the admin's own account is known. */
export function tickedUsers(
  parts: Pick<PlanParts, 'rosters' | 'rosterStore' | 'selection'>,
  rosterId: string,
  message: string | null,
  dryRun: boolean,
): Result<SealSource> {
  const roster = parts.rosters.get(rosterId);
  if (!roster.ok) return roster;
  if (parts.rosters.operator(roster.value).state === 'unknown') {
    const hint = 'Say which of these accounts is yours, or that you are not in this file.';
    return failed('operator-unknown', 'Which account is yours is not known yet.', hint);
  }
  return done({
    under: { rosterId, rosterName: roster.value.name, message, ...originalTerm(roster.value) },
    act: dryRun ? 'dry-run' : 'deactivate',
    file: fileOf(parts, rosterId),
    counts: () => atOnce(parts.selection.counts(rosterId)),
    candidates: () => parts.selection.selected(rosterId).flatMap((user) => candidateOf(user) ?? []),
    operatorKnown: true,
    notes: () => [],
  });
}

/** The file of a roster as a term of the plan; nothing if it was not measured. */
function originalTerm({ name, summary: { original } }: RosterRecord): Pick<Plan, 'optionalTerms'> {
  return original === undefined ? {} : { optionalTerms: { original: { name, ...original } } };
}

/** Some users of an ended run, without protected users and those that a later run left inactive. */
export function usersOfRun(
  parts: Pick<PlanParts, 'rosterStore' | 'runStore' | 'protections' | 'history'>,
  { runId, number, plan, state }: Parent,
  users: PlanSource,
  chosen: readonly number[] | undefined,
): SealSource {
  const entries = parts.runStore.planEntries(plan.id);
  const { picked: named, leftOut } = pickUsers(users, state, entries, chosen ? new Set(chosen) : null);
  const picked = eachOnce(named);
  const act = users === 'deactivated' ? 'restore' : (plan.act ?? 'deactivate');
  // A plan for the rest of a restore is a restore too, so inactive users stay in it.
  const restores = act === 'restore';
  const origin = originOf(parts, plan);
  const rows = rowsOf(origin);
  /** Whether an account is left inactive by a run, as of now. */
  const settledNow = () => {
    const lastRuns = restores ? null : parts.history.lastRuns();
    return ({ accountId }: PlanEntry) => lastRuns?.get(accountKey(accountId))?.inactiveSince != null;
  };
  const guarded = ({ accountId }: PlanEntry) => parts.protections.reasonAgainst(accountId) !== null;
  return {
    under: {
      rosterId: null,
      rosterName: `${sourceNames[users]} run ${number} (${plan.rosterName})`,
      message: restores ? null : plan.message,
      parent: { runId, users },
    },
    act,
    sameWork: users === 'deactivated' ? null : plan,
    file: restores ? null : origin,
    candidates() {
      const settled = settledNow();
      const left = picked.filter((entry) => !guarded(entry) && !settled(entry));
      // A prediction for that run does not apply to another.
      return left.map((entry) => plannedAs(entry, rows));
    },
    operatorKnown: origin?.roster.operatorAbsent ?? false,
    notes: () =>
      sourceNotes(users, {
        leftOut,
        guarded: picked.filter(guarded).length,
        settled: picked.filter(settledNow()).length,
        imported: state.imported,
      }),
  };
}

/** A user of another plan as a candidate, with their row in the file. */
export function plannedAs(
  { accountId, name, email }: PlanEntry,
  rows: ReadonlyMap<AccountKey, RosterUser>,
): Candidate {
  return { accountId, name, email, row: rows.get(accountKey(accountId)) ?? null };
}

/** Removes duplicate accounts: imported results can have one ID in two spellings. */
function eachOnce(entries: readonly PlanEntry[]): PlanEntry[] {
  const first = new Map<AccountKey, PlanEntry>();
  for (const entry of entries) {
    const key = accountKey(entry.accountId);
    if (!first.has(key)) first.set(key, entry);
  }
  return [...first.values()];
}
