/** The run that the numbers of the organisation may not show: they were counted before its end, or shortly after it. */
import type { ListedRun } from '#lib/contract/runs';
import { listsLagMs } from '#lib/domain/directory/freshness';
import { actTerms } from '#lib/domain/outcome/act';

/** The facts that the page states about that run. */
export interface RunSince {
  number: number;
  /** The time when it ended, ms since the epoch; null while it goes on. */
  endedAt: number | null;
  /** The number of accounts that the run left in the status `goal`. */
  changed: number;
  goal: 'active' | 'inactive';
  /** The active accounts of the organisation at its end; null if they were not counted. */
  activeAtEnd: ListedRun['activeAtEnd'];
  /** The number of the latest run, if that is another one, which counted no accounts. */
  later: number | null;
  /** The number of other runs that the numbers may not show either. */
  others: number;
}

/**
 * The run to name beside numbers read at `at`, ms since the epoch: of the runs that changed accounts of this
 * organisation and that the numbers may not show, the latest that counted the active accounts at its end since then,
 * or else the latest. One that goes on comes first. Null if there is none. A run whose organisation is not known counts.
 */
export function runSince(
  at: number,
  runs: readonly ListedRun[],
  organisationId: string | null,
): RunSince | null {
  const found: Omit<RunSince, 'later' | 'others'>[] = [];
  for (const run of [...runs].sort((one, other) => other.number - one.number)) {
    const { plan, counts, number, imported, createdAt, activeAtEnd } = run;
    const act = plan.act ?? 'deactivate';
    const isOther =
      plan.organisationId !== null && organisationId !== null && plan.organisationId !== organisationId;
    const { done, confirmed, goal } = actTerms[act];
    const changed = counts[done] + counts[confirmed];
    if (act === 'dry-run' || isOther || changed === 0) continue;
    // An imported run ended on another clock: Lockstep learnt about it when it was imported.
    const endedAt = imported === null ? run.endedAt : createdAt;
    if (endedAt === null || endedAt + listsLagMs > at) {
      found.push({ number, endedAt, changed, goal, activeAtEnd });
    }
  }
  const [latest] = found;
  if (latest === undefined) return null;
  const counted = found.find(({ activeAtEnd }) => activeAtEnd !== null && activeAtEnd.at > at);
  const named = latest.endedAt === null ? latest : (counted ?? latest);
  return { ...named, later: named === latest ? null : latest.number, others: found.length - 1 };
}
