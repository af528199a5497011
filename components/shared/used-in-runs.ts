/** The runs of a roster, each in a line: with the outcomes of its users. Pure. */
import type { RunSummary } from '#lib/contract/runs';
import { resultLine } from '#lib/domain/run/view/result';

/** A run of a roster. */
export interface RosterUse {
  runId: string;
  /** For example `Run 2: 194 of 221 deactivated · 27 refused`. */
  text: string;
}

/**
 * The runs whose users come from this roster, newest first: those sealed from it, and those made of such a run, such as
 * its rest or its restore. A run that has not ended says so.
 */
export function usesOf(rosterId: string, runs: readonly RunSummary[]): RosterUse[] {
  const used = new Set<string>();
  const inOrder = [...runs].sort((a, b) => a.number - b.number);
  for (const { id, plan } of inOrder) {
    if (plan.rosterId === rosterId || (plan.parent && used.has(plan.parent.runId))) used.add(id);
  }
  return runs
    .filter(({ id }) => used.has(id))
    .sort((a, b) => b.number - a.number)
    .map(({ id, number, plan, counts, status }) => {
      const act = plan.act ?? 'deactivate';
      const name = act === 'dry-run' ? `Dry run ${number}` : `Run ${number}`;
      const state = status === 'ended' ? '' : 'not finished, ';
      return { runId: id, text: `${name}: ${state}${resultLine(act, counts)}` };
    });
}
