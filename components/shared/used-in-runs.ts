/** The runs of a roster, each in a line: what became of its users. Pure. */
import type { RunSummary } from '#lib/contract/runs';
import { resultLine } from '#lib/domain/run/view/result';

/** A run of a roster. */
export interface RosterUse {
  runId: string;
  /** For example `Run 2: 194 of 221 deactivated · 27 refused`. */
  text: string;
}

/** The runs whose plan was sealed from this roster, newest first. A run that has not ended says so. */
export function usesOf(rosterId: string, runs: readonly RunSummary[]): RosterUse[] {
  return runs
    .filter(({ plan }) => plan.rosterId === rosterId)
    .sort((a, b) => b.number - a.number)
    .map(({ id, number, plan, counts, status }) => {
      const act = plan.act ?? 'deactivate';
      const name = act === 'dry-run' ? `Dry run ${number}` : `Run ${number}`;
      const state = status === 'ended' ? '' : 'not finished, ';
      return { runId: id, text: `${name}: ${state}${resultLine(act, counts)}` };
    });
}
