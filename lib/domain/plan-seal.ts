/** Whether a run is still the one that was sealed and written down. Pure. */
import { notSealed, type Plan, type PlanEntry, planText } from '#lib/domain/plan';

/**
 * What of a stored plan is not as it was sealed, one sentence each; empty where all is. `startedWith` is the digest that
 * the journal of its run begins with; null where there is none. Linear in the users.
 */
export function planDifferences(
  plan: Plan,
  entries: readonly PlanEntry[],
  startedWith: string | null,
  sha256: (text: string) => string,
): string[] {
  const differences: string[] = [];
  if (entries.length !== plan.count) {
    differences.push(
      `The plan has ${plan.count} users, and ${entries.length} of them are in the data folder.`,
    );
  }
  if (entries.some(({ position }, at) => position !== at)) {
    differences.push('The users of the plan are not in the places that they were sealed in.');
  }
  if (sha256(planText(plan, entries)) !== plan.digest) {
    differences.push(
      'The users or the terms of the plan are not those that were sealed: the digest is another one.',
    );
  }
  if (startedWith !== null && startedWith !== plan.digest) {
    differences.push(
      'The plan is not the one that the run was started with: the journal has another digest.',
    );
  }
  return differences;
}

/** The answer of a report to the question whether the run is as it was sealed: yes, and how far; or what is not. */
export function asSealed(plan: Pick<Plan, 'version' | 'terms'>, differences: readonly string[]): string {
  if (differences.length > 0) return `NO. ${differences.join(' ')}`;
  const gap = notSealed(plan);
  return gap === null ? 'Yes' : `Yes. ${gap}`;
}
