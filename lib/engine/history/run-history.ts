/** What ended runs imply about an account: when one last touched it, and whether it was left inactive. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { actTerms } from '#lib/domain/outcome/act';
import { leavesInactive, type Outcome } from '#lib/domain/outcome/outcome';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RecheckReading } from '#lib/domain/run/events';
import { contradicted } from '#lib/domain/run/recheck';
import { newRun, type RunState } from '#lib/domain/run/state';
import { foldRun } from '#lib/engine/history/fold-run';
import type { RunRecord, RunStore } from '#lib/engine/storage';

/** The last run that read or called an account, or tried to. */
export interface LastRun {
  /** When it ended, ms since the epoch. Earlier knowledge about the account is outdated. */
  endedAt: number;
  /**
   * The number of the run that made the account inactive or first found it so, unless a later run undid that; else
   * null.
   */
  inactiveSince: number | null;
}

/** Reads what the ended runs imply. */
export interface RunHistory {
  /** The last run of every account that an ended run touched. A dry run touches no account. */
  lastRuns(): ReadonlyMap<AccountKey, LastRun>;
  /**
   * When the last of them ended, ms since the epoch; -Infinity if there is none. Counts of the organisation from before
   * are outdated.
   */
  lastEnd(): number;
}

/**
 * What one run says about an account: it made it inactive, found it inactive, or found it active; or it says nothing.
 */
type Verdict = 'made-inactive' | 'found-inactive' | 'active' | 'nothing';

/** What an ended run says about its accounts, and since when, ms since the epoch. */
interface Ended {
  number: number;
  endedAt: number;
  verdicts: ReadonlyMap<AccountKey, Verdict>;
}

/** Reads the journal of each run once. Deleted runs are forgotten. */
export function newRunHistory(store: Pick<RunStore, 'runs' | 'planEntries' | 'journal'>): RunHistory {
  const unfinished = new Map<string, RunState>();
  const ended = new Map<string, Ended>();
  let counted = '';
  let last: ReadonlyMap<AccountKey, LastRun> = new Map();
  let lastEnd = Number.NEGATIVE_INFINITY;

  function read(run: RunRecord): void {
    if (ended.has(run.id)) return;
    const state = foldRun(store, run.id, unfinished.get(run.id) ?? newRun());
    if (state.status === 'ended') {
      ended.set(run.id, endOf(run, state, store.planEntries(run.planId)));
      unfinished.delete(run.id);
    } else unfinished.set(run.id, state);
  }

  function lastRuns(): ReadonlyMap<AccountKey, LastRun> {
    const runs = store.runs().reverse();
    runs.forEach(read);
    const now = runs.filter(({ id }) => ended.has(id)).map(({ id }) => id);
    if (now.join(' ') !== counted) {
      counted = now.join(' ');
      for (const id of ended.keys()) if (!now.includes(id)) ended.delete(id);
      last = lastRunsOf(now.flatMap((id) => ended.get(id) ?? []));
      lastEnd = Number.NEGATIVE_INFINITY;
      for (const { endedAt } of last.values()) lastEnd = Math.max(lastEnd, endedAt);
    }
    return last;
  }

  return {
    lastRuns,
    lastEnd() {
      lastRuns();
      return lastEnd;
    },
  };
}

function endOf({ number, createdAt }: RunRecord, state: RunState, entries: readonly PlanEntry[]): Ended {
  // An imported run ended elsewhere, on another clock. Its import is when Lockstep learnt about it.
  const endedAt = state.imported ? createdAt : (state.endedAt ?? createdAt);
  const verdicts = new Map<AccountKey, Verdict>();
  for (const { position, accountId } of entries) {
    const verdict = verdictOf(state, position);
    if (verdict !== null) verdicts.set(accountKey(accountId), verdict);
  }
  return { number, endedAt, verdicts };
}

/** Null if the run did not touch the user at `position`. */
function verdictOf(state: RunState, position: number): Verdict | null {
  const user = state.users[position];
  const outcome = user?.outcome ?? null;
  if (outcome === null || state.act === 'dry-run') return null;
  // Lockstep did not read these accounts itself. Earlier knowledge is outdated, but nothing new is concluded.
  if (state.imported !== null) return 'nothing';
  if (isDoubtful(state, position, outcome)) {
    return readAtTheEnd(state, position) === 'active' ? 'active' : 'nothing';
  }
  const { already, confirmed, done } = actTerms.restore;
  if (outcome === already || outcome === confirmed || outcome === done) return 'active';
  if (leavesInactive(outcome)) return outcome === 'already-inactive' ? 'found-inactive' : 'made-inactive';
  // An account that read active has come back, whatever became of the call.
  return readAccountStatus(user?.before ?? null) === 'active' ? 'active' : 'nothing';
}

/**
 * Whether the run's result for the user at `position` is unreliable: at its end, other accounts that it reports as
 * changed read otherwise, and this one was not read as expected.
 */
function isDoubtful(state: RunState, position: number, outcome: Outcome): boolean {
  const { done, confirmed, goal } = actTerms[state.act];
  if (outcome !== done && outcome !== confirmed) return false;
  return contradicted(state).length > 0 && readAtTheEnd(state, position) !== goal;
}

/** The status when this user's account was read again at the end; null if it was not. */
function readAtTheEnd({ recheck }: Pick<RunState, 'recheck'>, position: number): RecheckReading | null {
  return recheck?.readings.find((each) => each.position === position)?.reading ?? null;
}

/** The latest run decides. One that concludes nothing keeps the conclusion of those before it. */
function lastRunsOf(runs: readonly Ended[]): Map<AccountKey, LastRun> {
  const last = new Map<AccountKey, LastRun>();
  for (const { number, endedAt, verdicts } of runs) {
    for (const [key, verdict] of verdicts) {
      const before = last.get(key)?.inactiveSince ?? null;
      const inactiveSince = {
        'made-inactive': number,
        'found-inactive': before ?? number,
        active: null,
        nothing: before,
      }[verdict];
      last.set(key, { endedAt, inactiveSince });
    }
  }
  return last;
}
