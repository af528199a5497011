/** The content of a run's evidence pack. */
import type { PackedOriginalFacts } from '#lib/domain/evidence/pack-facts';
import { type Plan, type PlanEntry, sealedOriginal } from '#lib/domain/plan/plan';
import type { ListedUsers } from '#lib/domain/report/access-review';
import type { StoredLine } from '#lib/domain/run/stored-event';
import { done, type Result } from '#lib/engine/errors';
import { planPages } from '#lib/engine/plan/pages';
import { firstPlan, rowsOf } from '#lib/engine/plan/roster-file';
import type { RunReport } from '#lib/engine/run/run-view';
import type { RunVerbs } from '#lib/engine/run/runs';
import type { OriginalStore } from '#lib/engine/storage/originals';
import type { RosterStore } from '#lib/engine/storage/rosters';
import type { RunStore } from '#lib/engine/storage/runs';
import { inTurns } from '#lib/engine/turns';

/** The parts of an evidence pack. The generators throw if the run is deleted in the meantime. */
export interface Evidence {
  report: RunReport;
  entries(): Generator<PlanEntry>;
  /** The journal as stored, up to the entry that was the last when the pack was asked for. */
  lines(): Generator<StoredLine>;
  original: PackedOriginalFacts;
  /** The bytes of the original file, packed with gzip; null if they are not kept. */
  packedOriginal: AsyncIterable<Uint8Array> | null;
}

/** The verbs on evidence. */
export interface EvidenceVerbs {
  /** As of now. Linear in the run, in pieces. Rejects if the signal is aborted. */
  of(runId: string, signal?: AbortSignal): Promise<Result<Evidence>>;
  /** The rows of the file from which the users of a plan came; none if it is not kept any more. */
  listed(plan: Plan, signal?: AbortSignal): Promise<ListedUsers>;
}

interface EvidenceParts {
  runs: Pick<RunVerbs, 'report'>;
  runStore: RunStore;
  rosterStore: Pick<RosterStore, 'get' | 'usersInPieces'>;
  originals: Pick<OriginalStore, 'packed'>;
}

/** Journal lines read in one piece: some milliseconds of work. */
const linesAtOnce = 500;

/** Verbs over the stores of runs and files. */
export function newEvidence(parts: EvidenceParts): EvidenceVerbs {
  const { runs, runStore } = parts;
  return {
    async of(runId, signal) {
      const report = await runs.report(runId, signal);
      if (!report.ok) return report;
      const { plan, state } = report.value.view;
      return done({
        report: report.value,
        entries: () => planPages(runStore, plan.id),
        lines: () => storedLines(runStore, runId, state.seq),
        ...originalOf(parts, plan),
      });
    },
    async listed(plan, signal) {
      const { rosterStore } = parts;
      const roster = rosterStore.get(firstPlan(parts, plan)?.rosterId ?? '');
      if (roster === null) return { rows: new Map(), columns: [] };
      const users = await inTurns(rosterStore.usersInPieces(roster.id), signal);
      return { rows: await inTurns(rowsOf({ users }), signal), columns: roster.summary.columns };
    },
  };
}

function* storedLines(store: RunStore, runId: string, upTo: number): Generator<StoredLine> {
  for (let after = 0; ; ) {
    const lines = store.storedLines(runId, after, linesAtOnce);
    yield* lines.filter(({ seq }) => seq <= upTo);
    after = lines.at(-1)?.seq ?? upTo;
    if (after >= upTo) return;
  }
}

function originalOf(
  { runStore, rosterStore, originals }: EvidenceParts,
  plan: Plan,
): Pick<Evidence, 'original' | 'packedOriginal'> {
  const first = firstPlan({ runStore }, plan);
  const rosterId = first?.rosterId ?? null;
  const roster = rosterId === null ? null : rosterStore.get(rosterId);
  const sealed = first && sealedOriginal(first);
  const { name = null, bytes = null, sha256 = null } = sealed ?? {};
  const packedOriginal = rosterId === null ? null : originals.packed(rosterId);
  if (packedOriginal !== null) {
    return {
      original: { state: 'included', name: name ?? roster?.name ?? null, bytes, sha256 },
      packedOriginal,
    };
  }
  const fromNoFile =
    (first !== null && rosterId === null && !first.parent) || roster?.kind === 'organisation';
  const state = fromNoFile ? 'none' : 'gone';
  return { original: { state, name, bytes, sha256 }, packedOriginal: null };
}
