/**
 * What was sealed and written is compared whenever a run is taken up, and in every report. A run that differs is closed
 * for good: it can be ended and reported, and a new plan made of what is left.
 */

import { planDifferences } from '#lib/domain/plan/seal';
import { ruleLabel } from '#lib/domain/protection/protection-rule';
import { atOnce, type Pieces } from '#lib/domain/text/pieces';
import { planPages } from '#lib/engine/plan/pages';
import type { Clock, Hashing } from '#lib/engine/ports';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { JournalCheck, ProtectionStore, RunRecord, RunStore } from '#lib/engine/storage';

/** What can be asked about a run that was sealed. */
export interface SealVerbs {
  /**
   * Whether a run may be taken up: what differs, one sentence each, from the plan that was sealed, the journal that was
   * written and the history of protections. Noted, so that the run stays closed. Linear in plan, journal and history.
   */
  takeUp(run: RunRecord): string[];
  /** What was noted when the run was taken up; empty where nothing differed. */
  noted(runId: string): string[];
  /**
   * Compares plan and journal of a run anew, as they are when the first piece is done; with what was noted.
   */
  examine(run: RunRecord): Pieces<{ journal: JournalCheck; differences: string[] }>;
  /**
   * Puts protections and rules back that are missing though nobody took them back; says which, in a sentence. Null where
   * none is.
   */
  mend(): string | null;
}

/** Maximum number of names in the sentence about lost protections. */
const namesSaid = 10;

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
    mend: () => mend(parts),
    takeUp(run) {
      const { found } = atOnce(compare(parts, run));
      const lost = mend(parts);
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

/** What differs from the plan that was sealed and the journal that was written, one sentence each. */
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

function mend({ protections, rules, clock }: SealParts): string | null {
  const lost = protections.lost();
  const lostRules = rules.lost();
  const names = [
    ...lost.map(({ name, email, accountId }) => name || email || accountId),
    ...lostRules.map((rule) => `the rule ${ruleLabel(rule)}`),
  ];
  if (names.length === 0) return null;
  const more = names.length > namesSaid ? ` and ${names.length - namesSaid} more` : '';
  const which = names.slice(0, namesSaid).join(', ');
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

/** Stands behind the reason of a protection that was put back. */
const putBack = ' (it was missing from the data folder, and was put back)';

/** What is wrong with a journal, in a sentence or two; nothing where it is as it was written and can be read. */
function journalFaults(journal: JournalCheck): string[] {
  const { unread } = journal;
  if (journal.intact) return unread === undefined ? [] : [unread];
  const changed = `The journal is not as it was written, from entry ${journal.at} on: ${journal.why}`;
  return [unread === undefined ? changed : `${changed} ${unread}`];
}
