/** The file from which the users of a plan were read. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Plan } from '#lib/domain/plan/plan';
import type { RosterUser } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { PlanParts } from '#lib/engine/plan/plan-parts';
import type { RosterRecord } from '#lib/engine/storage/rosters';

/** A roster with all its users. */
export interface RosterFile {
  id: string;
  roster: RosterRecord;
  users: readonly RosterUser[];
}

/** The file of a roster, in pieces; null if there is none, or it was deleted. */
export function* fileOf(
  { rosterStore }: Pick<PlanParts, 'rosterStore'>,
  rosterId: string | null,
): Pieces<RosterFile | null> {
  const roster = rosterId === null ? null : rosterStore.get(rosterId);
  return roster && { id: roster.id, roster, users: yield* rosterStore.usersInPieces(roster.id) };
}

/**
 * The file from which the users of a plan were read, in pieces, found through the runs it was made from; null if it was
 * deleted.
 */
export function originOf(
  parts: Pick<PlanParts, 'rosterStore' | 'runStore'>,
  plan: Plan,
): Pieces<RosterFile | null> {
  return fileOf(parts, firstPlan(parts, plan)?.rosterId ?? null);
}

/** The first plan in the chain of runs that a plan was made from; null if one of the runs was deleted. */
export function firstPlan({ runStore }: Pick<PlanParts, 'runStore'>, plan: Plan): Plan | null {
  let from: Plan | null = plan;
  const seen = new Set<string>();
  while (from && from.rosterId === null && from.parent && !seen.has(from.id)) {
    seen.add(from.id);
    const run = runStore.run(from.parent.runId);
    from = run && runStore.plan(run.planId);
  }
  return from;
}

/** The first row of each account in a file, in pieces. */
export function* rowsOf(file: Pick<RosterFile, 'users'> | null): Pieces<ReadonlyMap<AccountKey, RosterUser>> {
  const rows = new Map<AccountKey, RosterUser>();
  for (const group of inGroups(file?.users ?? [])) {
    for (const row of group) {
      const key = row.accountId === null ? null : accountKey(row.accountId);
      if (key !== null && !rows.has(key)) rows.set(key, row);
    }
    yield;
  }
  return rows;
}
