/** Checks whether a run still matches what was sealed and written. Pure. */

import { notSealed, type Plan, type PlanEntry } from '#lib/domain/plan/plan';
import { planLines, type SealedTerms } from '#lib/domain/plan/plan-text';
import type { Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';

/** Number of users hashed in one piece of work. */
const usersAtOnce = 500;

/** The digest of `planText` for a plan with `count` users. */
export function* planDigest(
  plan: SealedTerms,
  entries: Iterable<PlanEntry>,
  count: number,
  sha256: { add(text: string): void; digest(): string },
): Pieces<string> {
  let lines = 0;
  for (const line of planLines(plan, entries, count)) {
    sha256.add(lines === 0 ? line : `\n${line}`);
    lines += 1;
    if (lines % usersAtOnce === 0) yield;
  }
  return sha256.digest();
}

/**
 * The differences of a stored plan from what was sealed, one sentence each; empty if there are none. `entries` are its
 * users in the order of their positions. `startedWith` is the digest in the first journal entry of its run; null if
 * there is none. The time is linear in the users.
 */
export function* planDifferences(
  plan: Plan,
  entries: Iterable<PlanEntry>,
  startedWith: string | null,
  sha256: { add(text: string): void; digest(): string },
): Pieces<string[]> {
  let count = 0;
  let inPlace = true;
  function* counted() {
    for (const entry of entries) {
      inPlace &&= entry.position === count;
      count += 1;
      yield entry;
    }
  }
  const digest = yield* planDigest(plan, counted(), plan.count, sha256);
  const differences: string[] = [];
  if (count !== plan.count) {
    differences.push(
      `The plan has ${whole(plan.count)} users, and ${whole(count)} of them are in the data folder.`,
    );
  }
  if (!inPlace) {
    differences.push('The users of the plan are not in the places that they were sealed in.');
  }
  if (digest !== plan.digest) {
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

/**
 * The statement in a report about the seal: that the run matches what was sealed, and how much that covers, or the
 * differences.
 */
export function asSealed(plan: Pick<Plan, 'version' | 'terms'>, differences: readonly string[]): string {
  if (differences.length > 0) return `NO. ${differences.join(' ')}`;
  const gap = notSealed(plan);
  return gap === null ? 'Yes' : `Yes. ${gap}`;
}
