/**
 * Compares a run with its sealed plan and its written journal, whenever it is taken up and in every report. A run that
 * differs is closed: it can be ended and reported, and its remaining users can go into a new plan.
 */
import { planDifferences } from '#lib/domain/plan/seal';
import { ruleLabel } from '#lib/domain/protection/protection-rule';
import { atOnce, type Pieces } from '#lib/domain/text/pieces';
import { planPages } from '#lib/engine/plan/pages';
import type { Clock, Hashing } from '#lib/engine/ports';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { ProtectionStore } from '#lib/engine/storage/protections';
import type { JournalCheck, RunRecord, RunStore } from '#lib/engine/storage/runs';

/** The verbs on the seals of runs. */
export interface SealVerbs {
  /**
   * The differences, one sentence each, from the sealed plan, the written journal and the history of protections.
   * Called before a run is resumed, which needs a result without differences. Differences are stored, so that the run
   * stays closed. Linear in plan, journal and history.
   */
  takeUp(run: RunRecord): string[];
  /** The differences stored when the run was taken up; empty if there were none. */
  noted(runId: string): string[];
  /** Compares plan and journal of a run again, as of the first piece. Includes the stored differences. */
  examine(run: RunRecord): Pieces<{ journal: JournalCheck; differences: string[] }>;
  /**
   * Puts back protections and rules that are missing although nobody removed them. Returns a sentence that names them,
   * or null if there are none.
   */
  putBackLost(): string | null;
}

/** Maximum number of names in the sentence about lost protections. */
const mostNamesListed = 10;

interface SealParts {
  store: Pick<RunStore, 'plan' | 'planEntries' | 'journal' | 'checkJournal' | 'noteClosing' | 'closings'>;
  protections: Pick<ProtectionStore, 'lost' | 'put'>;
  rules: Pick<RuleVerbs, 'lost' | 'putBack'>;
  clock: Pick<Clock, 'wall'>;
  hashing: Pick<Hashing, 'sha256InPieces'>;
}

/** Verbs over the stores of runs and protections. */
export function newSeals(parts: SealParts): SealVerbs {
  const { store, clock } = parts;
  const noted = (runId: string) => store.closings(runId);
  return {
    noted,
    putBackLost: () => putBackLost(parts),
    takeUp(run) {
      const { found } = atOnce(compare(parts, run));
      const lost = putBackLost(parts);
      const all = lost === null ? found : [...found, lost];
      if (all.length > 0) store.noteClosing(run.id, all, clock.wall());
      return [...new Set([...noted(run.id), ...all])];
    },
    *examine(run) {
      const { journal, found } = yield* compare(parts, run);
      return { journal, differences: [...new Set([...found, ...noted(run.id)])] };
    },
  };
}

/** The differences from the sealed plan and the written journal, one sentence each. */
function* compare(
  { store, hashing }: SealParts,
  run: RunRecord,
): Pieces<{ journal: JournalCheck; found: string[] }> {
  const journal = yield* store.checkJournal(run.id);
  const found = journalFaults(journal);
  const plan = store.plan(run.planId);
  if (plan === null) return { journal, found: [...found, 'The plan is missing from the data folder.'] };
  const first = store.journal(run.id, 0, 1)[0]?.event;
  const startedWith = first?.type === 'started' || first?.type === 'imported' ? first.planDigest : null;
  const entries = planPages(store, plan.id);
  found.push(...(yield* planDifferences(plan, entries, startedWith, hashing.sha256InPieces())));
  return { journal, found };
}

function putBackLost({ protections, rules, clock }: SealParts): string | null {
  const lost = protections.lost();
  const lostRules = rules.lost();
  const names = [
    ...lost.map(({ name, email, accountId }) => name || email || accountId),
    ...lostRules.map((rule) => `the rule ${ruleLabel(rule)}`),
  ];
  if (names.length === 0) return null;
  const more = names.length > mostNamesListed ? ` and ${names.length - mostNamesListed} more` : '';
  const which = names.slice(0, mostNamesListed).join(', ');
  const missing = `Protections were missing from the data folder though nobody took them back: ${which}${more}.`;
  const createdAt = clock.wall();
  try {
    const reasonOf = (reason: string) => `${reason.replace(putBack, '')}${putBack}`;
    protections.put(lost.map((each) => ({ ...each, createdAt, reason: reasonOf(each.reason) })));
    rules.putBack(lostRules);
    return `${missing} They were put back.`;
  } catch (problem) {
    return `${missing} They could not be put back: ${String(problem)}`;
  }
}

/** Appended to the reason of a protection that was put back. */
const putBack = ' (it was missing from the data folder, and was put back)';

/** The faults of a journal, in at most two sentences; empty if it is unchanged and readable. */
function journalFaults(journal: JournalCheck): string[] {
  const { unread } = journal;
  if (journal.intact) return unread === undefined ? [] : [unread];
  const changed = `The journal is not as it was written, from entry ${journal.at} on: ${journal.why}`;
  return [unread === undefined ? changed : `${changed} ${unread}`];
}
