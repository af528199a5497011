/** What all runs did with one account. The work is linear in the runs that have it, and done in pieces. */
import { type ReportRow, rowOf } from '#lib/domain/report/report';
import { newRun } from '#lib/domain/run/state';
import type { Pieces } from '#lib/domain/text/pieces';
import { foldInPieces } from '#lib/engine/history/fold-run';
import type { OpenUsersVerbs } from '#lib/engine/history/open-users';
import type { RunRecord, RunStore } from '#lib/engine/storage/runs';

/** What one run did with the account. */
export interface UserInRun {
  record: RunRecord;
  row: ReportRow;
  /** The later run that settled the user, if the run did not leave the account as it wanted; else null. */
  settled: { runId: string; number: number } | null;
}

interface UserHistoryParts {
  store: Pick<RunStore, 'runs' | 'planEntries' | 'planPositions' | 'journal'>;
  openUsers: OpenUsersVerbs;
  /** Whether a process works on the run, or it has ended. */
  isCarriedOut(runId: string): boolean;
}

/**
 * The runs whose plan has this account ID, or a user with this e-mail address, newest first. An address finds its accounts
 * in all runs, also where they had another address or none.
 */
export function* userHistory(
  who: string,
  { store, openUsers, isCarriedOut }: UserHistoryParts,
): Pieces<readonly UserInRun[]> {
  const wanted = who.trim();
  const records = store.runs();
  const entryAt = (planId: string, position: number) =>
    store.planEntries(planId, { after: position - 1, limit: 1 });
  const accountIds = new Set([wanted]);
  for (const { planId } of records) {
    for (const position of store.planPositions(planId, { accountIds: [], email: wanted })) {
      for (const { accountId } of entryAt(planId, position)) accountIds.add(accountId);
    }
    yield;
  }
  const openOf = openUsers.now();
  const found: UserInRun[] = [];
  for (const record of records) {
    const { id, planId } = record;
    const positions = store.planPositions(planId, { accountIds: [...accountIds], email: wanted });
    yield;
    if (positions.length === 0) continue;
    const state = yield* foldInPieces(store, id, newRun());
    if (state.status === 'new') continue;
    const { settled } = openOf(id);
    for (const position of positions) {
      for (const entry of entryAt(planId, position)) {
        const row = rowOf(state, entry, isCarriedOut(id), settled);
        const by = settled.find((each) => each.position === position);
        found.push({ record, row, settled: by ? { runId: by.runId, number: by.number } : null });
      }
    }
  }
  return found;
}
