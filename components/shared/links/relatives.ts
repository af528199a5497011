/** The runs that a run was made of, and those that were made of it. Pure. */
import type { RunSummary } from '#lib/contract/runs';
import type { PlanSource } from '#lib/domain/plan/source';

/** Another run with which a run shares users. */
export interface Relative {
  /** For example `Restore of run 2`, or `Restored in run 5`. */
  label: string;
  id: string;
}

type Related = Pick<RunSummary, 'id' | 'number'> & { plan: Pick<RunSummary['plan'], 'parent'> };

const parentNames: Record<PlanSource, string> = {
  rest: 'Rest of',
  failed: 'Retry of',
  attention: 'Retry of',
  deactivated: 'Restore of',
};
const childNames: Record<PlanSource, string> = {
  rest: 'Rest in',
  failed: 'Retried in',
  attention: 'Retried in',
  deactivated: 'Restored in',
};

/** The run that a run was made of, if it is still there, and the runs that were made of it, oldest first. */
export function relativesOf({ id, plan }: Related, runs: readonly Related[]): Relative[] {
  const parent = runs.find((run) => run.id === plan.parent?.runId);
  const of =
    plan.parent && parent
      ? [{ label: `${parentNames[plan.parent.users]} run ${parent.number}`, id: parent.id }]
      : [];
  const children = runs.filter((run) => run.plan.parent?.runId === id).sort((a, b) => a.number - b.number);
  return [
    ...of,
    ...children.flatMap((child) =>
      child.plan.parent
        ? [{ label: `${childNames[child.plan.parent.users]} run ${child.number}`, id: child.id }]
        : [],
    ),
  ];
}
