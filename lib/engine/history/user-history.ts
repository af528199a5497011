/**
 * The history of one account, or of all people with a name, over all runs. The work is linear in the runs that contain
 * them, and done in pieces.
 */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { type ReportRow, rowOf } from '#lib/domain/report/report';
import { newRun } from '#lib/domain/run/state';
import type { Pieces } from '#lib/domain/text/pieces';
import { foldInPieces } from '#lib/engine/history/fold-run';
import type { OpenUsersVerbs } from '#lib/engine/history/open-users';
import type { RunRecord, RunStore } from '#lib/engine/storage/runs';

/** The entries of one run about the account. */
export interface UserInRun {
  record: RunRecord;
  row: ReportRow;
  /** The later run that settled the user, if the run did not leave the account as it wanted; else null. */
  settled: { runId: string; number: number } | null;
}

/** The runs that were found. */
export interface UserHistory {
  /** Newest run first. */
  rows: readonly UserInRun[];
  /**
   * Null if the account was found by its ID or an address. `more`: other people have the name too, and are left out.
   */
  byName: { people: number; more: boolean } | null;
}

/** Maximum number of people who are found by one name. */
const mostPeople = 20;

/** Names that are looked at in one piece. */
const namesAtOnce = 2_000;

interface UserHistoryParts {
  store: Pick<RunStore, 'runs' | 'planEntries' | 'planNames' | 'planPositions' | 'journal'>;
  openUsers: OpenUsersVerbs;
  /** Whether a process works on the run, or it has ended. */
  isCarriedOut(runId: string): boolean;
}

/**
 * The runs whose plan has this account ID, or a user with this e-mail address, newest first. An address finds its
 * accounts in all runs, also where they had another address or none. If there is no such account, the people whose name
 * in a plan has every word are found. Not every plan has names.
 */
export function* userHistory(
  who: string,
  { store, openUsers, isCarriedOut }: UserHistoryParts,
): Pieces<UserHistory> {
  const wanted = who.trim();
  const records = store.runs();
  const entryAt = (planId: string, position: number) =>
    store.planEntries(planId, { after: position - 1, limit: 1 });
  const accountIds = new Set<string>();
  for (const { planId } of records) {
    for (const position of store.planPositions(planId, { accountIds: [wanted], email: wanted })) {
      for (const { accountId } of entryAt(planId, position)) accountIds.add(accountId);
    }
    yield;
  }
  const isByName = accountIds.size === 0;
  const named = isByName ? yield* peopleOfName(wanted, records, store) : null;
  const people = named?.slice(0, mostPeople) ?? [];
  for (const accountId of people) accountIds.add(accountId);
  const byName = named && { people: people.length, more: named.length > mostPeople };
  const email = isByName ? '' : wanted;
  const openOf = openUsers.now();
  const found: UserInRun[] = [];
  for (const record of records) {
    const { id, planId } = record;
    const positions = store.planPositions(planId, { accountIds: [...accountIds], email });
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
  return { rows: found, byName };
}

/**
 * The accounts of people whose name contains every word, ignoring case, from the newest run on. Stops at one more than
 * are shown.
 */
function* peopleOfName(
  name: string,
  records: readonly RunRecord[],
  store: Pick<RunStore, 'planNames'>,
): Pieces<readonly string[]> {
  const words = name.toLowerCase().split(/\s+/).filter(Boolean);
  const found = new Map<AccountKey, string>();
  for (const { planId } of records) {
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const page = store.planNames(planId, { after, limit: namesAtOnce });
      for (const { accountId, name: each } of page) {
        const text = each.toLowerCase();
        if (words.every((word) => text.includes(word))) found.set(accountKey(accountId), accountId);
        if (found.size > mostPeople) return [...found.values()];
      }
      yield;
      const last = page.at(-1);
      if (last === undefined || page.length < namesAtOnce) break;
      after = last.position;
    }
  }
  return [...found.values()];
}
