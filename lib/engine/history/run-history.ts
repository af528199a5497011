/** Facts about accounts from ended runs: when a run last touched an account, and whether it left it inactive. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { AccountAfterRun } from '#lib/domain/directory/after-run';
import type { Act } from '#lib/domain/outcome/act';
import { refusalIn, verdictIn } from '#lib/domain/run/view/verdicts';
import type { RunStates } from '#lib/engine/history/run-states';
import type { PlanAccount, RunRecord, RunStore } from '#lib/engine/storage/runs';
import type { EndedRun } from '#lib/engine/storage/summaries';

/** The last run that read or called an account, or tried to. Readings from before its end are outdated. */
export interface LastRun extends AccountAfterRun {
  act: Act;
  /**
   * The number of the run that made the account inactive or first found it so, unless a later run undid that; else
   * null.
   */
  inactiveSince: number | null;
  /** The reason why Atlassian refused to deactivate it in this run (see `refusalIn`); null if it did not. */
  refusal: ReturnType<typeof refusalIn>;
}

/** Reads what the ended runs imply. */
export interface RunHistory {
  /** The last run of every account that an ended run touched. A dry run touches no account. */
  lastRuns(): ReadonlyMap<AccountKey, LastRun>;
  /**
   * The time when the last of them ended, ms since the epoch; -Infinity if there is none. Counts of the organisation
   * from before are outdated.
   */
  lastEnd(): number;
}

/** An ended run that is counted in the map of last runs. */
interface Counted {
  id: string;
  run: EndedRun;
}

interface HistoryParts {
  store: Pick<RunStore, 'runs' | 'planAccounts'>;
  states: Pick<RunStates, 'endedOf'>;
}

/** Reads the plan of each ended run once. Deleted runs are forgotten. */
export function newRunHistory({ store, states }: HistoryParts): RunHistory {
  let counted: readonly Counted[] = [];
  let last = new Map<AccountKey, LastRun>();
  /** The last run before it of each account of the last counted run; null if that is not known. */
  let before: Map<AccountKey, LastRun | undefined> | null = null;

  /** A copy of the last runs after the first `same` counted runs, or after fewer, with their number. */
  function keptOf(same: number): { last: Map<AccountKey, LastRun>; runs: number } {
    if (same === counted.length) return { last: new Map(last), runs: same };
    // More was written about the newest run: only that one is counted again.
    if (same === counted.length - 1 && before !== null) return { last: undone(last, before), runs: same };
    return { last: new Map(), runs: 0 };
  }

  function lastRuns(): ReadonlyMap<AccountKey, LastRun> {
    const records = store.runs().reverse();
    const now = records.flatMap((record) => {
      const run = states.endedOf(record.id);
      return run === null ? [] : [{ id: record.id, run, record }];
    });
    const same = sameAtFront(counted, now);
    if (same === counted.length && same === now.length) return last;
    const kept = keptOf(same);
    last = kept.last;
    if (kept.runs < counted.length) before = null;
    for (const { run, record } of now.slice(kept.runs)) {
      before = count(last, record, run, store.planAccounts(record.planId));
    }
    counted = now;
    return last;
  }

  return {
    lastRuns,
    lastEnd() {
      let end = Number.NEGATIVE_INFINITY;
      for (const record of store.runs()) {
        const run = states.endedOf(record.id);
        if (run !== null && run.verdicts !== '') end = Math.max(end, endOf(record, run));
      }
      return end;
    },
  };
}

/**
 * The time when an ended run counts as ended, ms since the epoch. An imported run ended elsewhere, on another clock:
 * its import is when Lockstep learnt about it.
 */
export function endOf(
  { createdAt }: Pick<RunRecord, 'createdAt'>,
  { summary: { imported, endedAt } }: Pick<EndedRun, 'summary'>,
): number {
  return imported ? createdAt : (endedAt ?? createdAt);
}

/** The number of runs at the beginning of both lists that are the same and have the same results. */
function sameAtFront(one: readonly Counted[], other: readonly Counted[]): number {
  const differs = one.findIndex(({ id, run }, at) => {
    const there = other[at];
    return (
      there?.id !== id ||
      there.run.verdicts !== run.verdicts ||
      there.run.summary.endedAt !== run.summary.endedAt
    );
  });
  return differs === -1 ? one.length : differs;
}

function undone(
  last: ReadonlyMap<AccountKey, LastRun>,
  before: ReadonlyMap<AccountKey, LastRun | undefined>,
): Map<AccountKey, LastRun> {
  const now = new Map(last);
  for (const [key, had] of before) {
    if (had === undefined) now.delete(key);
    else now.set(key, had);
  }
  return now;
}

/**
 * Makes this run the last one of its accounts; it must be later than all runs counted before. If it draws no conclusion
 * about an account, the conclusion of the earlier runs stays. Returns the previous entries of these accounts.
 */
function count(
  last: Map<AccountKey, LastRun>,
  record: RunRecord,
  run: EndedRun,
  accounts: readonly PlanAccount[],
): Map<AccountKey, LastRun | undefined> {
  const endedAt = endOf(record, run);
  const before = new Map<AccountKey, LastRun | undefined>();
  for (const { position, accountId } of accounts) {
    const verdict = verdictIn(run.verdicts, position);
    if (verdict === null) continue;
    const key = accountKey(accountId);
    const had = last.get(key);
    if (!before.has(key)) before.set(key, had);
    const inactiveSince = {
      'made-inactive': record.number,
      'found-inactive': had?.inactiveSince ?? record.number,
      active: null,
      'was-active': null,
      nothing: had?.inactiveSince ?? null,
    }[verdict];
    const leftActive = verdict === 'nothing' || verdict === 'was-active' ? null : verdict === 'active';
    const refusal = refusalIn(run.verdicts, position);
    const { act } = run.summary;
    last.set(key, { number: record.number, endedAt, act, inactiveSince, leftActive, refusal });
  }
  return before;
}
