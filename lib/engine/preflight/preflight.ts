/** Preflight of rosters, in the background. Its results are used by the review and the plan. */
import type { EarlyEnd } from '#lib/domain/connection/early-end';
import type { PreflightPart, PreflightProgress, PreflightRecord } from '#lib/domain/preflight/preflight';
import type { Pieces } from '#lib/domain/text/pieces';
import type { Knowledge } from '#lib/engine/directory/knowledge';
import { done, failed, type Result } from '#lib/engine/errors';
import { beginPreflight, type PreflightJobs } from '#lib/engine/preflight/jobs';
import { untickRefused } from '#lib/engine/preflight/untick-refused';
import { inTurns } from '#lib/engine/turns';

/** The state of a roster's preflight. */
export interface PreflightView {
  record: PreflightRecord;
  /** The part that is being asked now; null if none is. */
  running: PreflightProgress | null;
  /** The reason why the last one ended early; null if it did not. */
  failure: EarlyEnd | null;
  /** A number that grows with every fact that is learnt about the organisation, until the program ends. */
  learnt: number;
}

/** The verbs on preflights. */
export interface PreflightVerbs {
  /** In pieces, so that other work continues. */
  view(rosterId: string): Promise<Result<PreflightView>>;
  /**
   * Starts in the background. Lists and answers of the last 12 hours are not asked for again, unless `again`. If one is
   * already running for this roster, it continues unchanged. At its end, ticked users whose call would fail are
   * unticked.
   */
  start(rosterId: string, parts: readonly PreflightPart[], again?: boolean): Promise<Result<PreflightView>>;
  cancel(rosterId: string): Promise<Result<PreflightView>>;
  /** Knowledge about a roster, in pieces. */
  known(rosterId: string): Pieces<Knowledge>;
  /** The same as `known`, with other work in between. */
  knownInPieces(rosterId: string): Promise<Knowledge>;
  /** Knowledge about accounts that come from no file, in pieces. */
  knownOf(accountIds: readonly string[]): Pieces<Knowledge>;
}

/** Verbs over stored preflights. */
export function newPreflight(all: PreflightJobs): PreflightVerbs {
  return {
    view: (rosterId) => view(all, rosterId),
    known: (rosterId) => all.knowledge.inPieces(rosterId),
    knownInPieces: (rosterId) => knownInPieces(all, rosterId),
    knownOf: all.knowledge.ofAccounts,
    start: (rosterId, wanted, again = false) => start(all, rosterId, wanted, again),
    cancel(rosterId) {
      all.jobs.stop(rosterId);
      return view(all, rosterId);
    },
  };
}

async function view(all: PreflightJobs, rosterId: string): Promise<Result<PreflightView>> {
  if (all.rosterStore.get(rosterId) === null) {
    return failed('not-found', 'This roster no longer exists.', 'Upload the export again.');
  }
  const learnt = all.directory.store().revision();
  const { record } = await knownInPieces(all, rosterId);
  return done({
    record,
    running: all.jobs.of(rosterId)?.progress ?? null,
    failure: all.jobs.failure(rosterId),
    learnt,
  });
}

function knownInPieces({ knowledge }: PreflightJobs, rosterId: string): Promise<Knowledge> {
  return inTurns(knowledge.inPieces(rosterId));
}

async function start(
  all: PreflightJobs,
  rosterId: string,
  wanted: readonly PreflightPart[],
  again: boolean,
): Promise<Result<PreflightView>> {
  const found = await view(all, rosterId);
  if (!found.ok || all.jobs.of(rosterId)) return found;
  const begun = beginPreflight(all, rosterId, wanted, { again, checked: () => untickRefused(all, rosterId) });
  return begun.ok ? view(all, rosterId) : begun;
}
