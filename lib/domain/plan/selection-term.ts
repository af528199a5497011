/** The origin of the users of a plan: everybody in the list, by why they are in the plan or not. A term of the plan. */
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
