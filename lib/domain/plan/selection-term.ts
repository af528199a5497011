/**
 * The term of a plan that accounts for its whole list: how many users are in the plan, and how many are not, by reason.
 */
import { z } from 'zod';
import type { Plan } from '#lib/domain/plan/plan';
import { type SelectionCounts, selectionCountsSchema } from '#lib/domain/plan/selection-counts';

const selectionTermSchema = z.object({
  /** The users of the list in each state when the plan was sealed. */
  counts: selectionCountsSchema,
  /** The protection rules at that time, in words. */
  rules: z.array(z.string()),
});

/** The optional term of a plan that is sealed now; nothing if its users do not come from a list. */
export function selectionTerm(
  counts: SelectionCounts | null,
  rules: readonly string[],
): NonNullable<Plan['optionalTerms']> {
  return counts === null ? {} : { selection: { counts, rules: [...rules] } };
}

/** The term as sealed; null in plans that were made from a run, and in those of earlier versions. */
export function selectionOf({
  optionalTerms,
}: Pick<Plan, 'optionalTerms'>): z.infer<typeof selectionTermSchema> | null {
  const parsed = selectionTermSchema.safeParse(optionalTerms?.selection);
  return parsed.success ? parsed.data : null;
}
