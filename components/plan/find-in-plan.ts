/** Search among the users of a plan. */
import { fold } from '#components/shared/fold.ts';
import type { PlanEntry } from '#lib/domain/plan/plan';

/** Maximum number of users offered at a time. */
const offered = 30;

/** The first users whose name, e-mail or account ID has all words of `text`. */
export function findInPlan(entries: readonly PlanEntry[], text: string): PlanEntry[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const found: PlanEntry[] = [];
  for (const entry of entries) {
    if (found.length >= offered) break;
    const haystack = fold(`${entry.name} ${entry.email} ${entry.accountId}`);
    if (words.every((word) => haystack.includes(word))) found.push(entry);
  }
  return found;
}
