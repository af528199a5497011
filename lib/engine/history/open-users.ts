/** The users of ended runs who still need a decision, and those whom a later run has settled. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { actTerms } from '#lib/domain/outcome/act';
import type { SettledUser } from '#lib/domain/run/view/decisions';
import {
  contradictionIn,
  type ReportContradiction,
  undecidedIn,
  verdictIn,
} from '#lib/domain/run/view/verdicts';
import { endOf } from '#lib/engine/history/run-history';
import type { RunStates } from '#lib/engine/history/run-states';
import type { RunRecord, RunStore } from '#lib/engine/storage/runs';
import type { EndedRun } from '#lib/engine/storage/summaries';

/** The open users of one run. */
export interface OpenUsers {
  /** The number of users who need a decision: neither dismissed nor settled by a later run. */
  open: number;
  /** In the order of the plan. Of several runs that settled a user, the first one is named. */
  settled: readonly SettledUser[];
  /** The number of settled users whose account contradicts the report of the run, by kind. */
  contradictions: Readonly<Record<ReportContradiction, number>>;
}

/** Tells what is open of each run. */
export interface OpenUsersVerbs {
  /**
   * A function that returns the open users of a run by its ID, as of this call; none for a run that has not ended.
   * Every call goes through all runs, so call it once for many runs.
   */
  now(): (runId: string) => OpenUsers;
}

interface Ended {
  record: RunRecord;
  run: EndedRun;
}

const nothing: OpenUsers = { open: 0, settled: [], contradictions: counted([]) };

/**
 * Finds the open users of all runs. A later run settles a user if it left the account in the status that it wanted:
 * retried and inactive, or restored and active. The result is cached until the results of the ended runs change.
 */
export function newOpenUsers({
  store,
  states,
}: {
  store: Pick<RunStore, 'runs' | 'planAccounts'>;
  states: Pick<RunStates, 'endedOf'>;
}): OpenUsersVerbs {
  let known: { ended: readonly Ended[]; open: ReadonlyMap<string, OpenUsers> } = {
    ended: [],
    open: new Map(),
  };
  function read(): ReadonlyMap<string, OpenUsers> {
    const ended = store.runs().flatMap((record) => {
      const run = states.endedOf(record.id);
      return run === null ? [] : [{ record, run }];
    });
    if (!isSame(ended, known.ended)) known = { ended, open: openOf(ended, store) };
    return known.open;
  }
  return {
    now() {
      const open = read();
      return (runId) => open.get(runId) ?? nothing;
    },
  };
}

function isSame(one: readonly Ended[], other: readonly Ended[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      ({ record, run }, at) => other[at]?.record.id === record.id && other[at]?.run.verdicts === run.verdicts,
    )
  );
}

type SettledBy = Omit<SettledUser, 'position'>;

function counted(found: readonly (ReportContradiction | null)[]): Record<ReportContradiction, number> {
  const counts = { unchanged: 0, 'came-back': 0, 'at-the-end': 0 };
  for (const each of found) if (each !== null) counts[each] += 1;
  return counts;
}

/**
 * The open users of each run. `ended` are newest first. Only accounts for which some run needs a decision are kept in
 * memory.
 */
function openOf(ended: readonly Ended[], store: Pick<RunStore, 'planAccounts'>): Map<string, OpenUsers> {
  const accounts = new Map<string, Map<number, AccountKey>>();
  const wanted = new Set<AccountKey>();
  for (const { record, run } of ended) {
    const positions = new Set(undecidedIn(run.verdicts));
    if (positions.size === 0) continue;
    const mine = new Map<number, AccountKey>();
    for (const { position, accountId } of store.planAccounts(record.planId)) {
      if (!positions.has(position)) continue;
      mine.set(position, accountKey(accountId));
      wanted.add(accountKey(accountId));
    }
    accounts.set(record.id, mine);
  }
  const open = new Map<string, OpenUsers>();
  const settling = new Map<AccountKey, SettledBy>();
  let left = accounts.size;
  for (const each of ended) {
    // No earlier run has undecided users, so none of them is read.
    if (left === 0) break;
    const { record, run } = each;
    const mine = accounts.get(record.id);
    if (mine !== undefined) {
      left -= 1;
      const positions = undecidedIn(run.verdicts);
      const settled = positions.flatMap((position) => {
        const key = mine.get(position);
        const by = key === undefined ? undefined : settling.get(key);
        return by === undefined ? [] : [{ position, ...by }];
      });
      const contradictions = counted(settled.map(({ position }) => contradictionIn(run.verdicts, position)));
      open.set(record.id, { open: positions.length - settled.length, settled, contradictions });
    }
    if (left > 0) noteSettled(each, { store, wanted, settling });
  }
  return open;
}

/** Records the accounts, of those in `wanted`, that this run left in the status that it wanted. */
function noteSettled(
  { record, run }: Ended,
  {
    store,
    wanted,
    settling,
  }: {
    store: Pick<RunStore, 'planAccounts'>;
    wanted: ReadonlySet<AccountKey>;
    settling: Map<AccountKey, SettledBy>;
  },
): void {
  if (run.verdicts === '') return;
  const { goal } = actTerms[run.summary.act];
  for (const { position, accountId } of store.planAccounts(record.planId)) {
    const key = accountKey(accountId);
    if (!wanted.has(key)) continue;
    const verdict = verdictIn(run.verdicts, position);
    const left = verdict === 'made-inactive' || verdict === 'found-inactive' ? 'inactive' : verdict;
    if (left === goal) settling.set(key, { runId: record.id, number: record.number, at: endOf(record, run) });
  }
}
