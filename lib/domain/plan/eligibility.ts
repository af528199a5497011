/** Whether a user of a roster can be ticked. Pages load this alone, without the rules of `selection.ts` that decide it. */
import { z } from 'zod';
import type { RosterUser } from '#lib/domain/roster/roster';
import { isDoubtful } from '#lib/domain/roster/users/remarks';

/** A reading of Atlassian that outranks the file. `at` is its time, ms since the epoch. */
const saidSchema = z.object({ reason: z.string(), at: z.number() });

/**
 * The reason why a user cannot be ticked. `at`: the time of the reading behind it, ms since the epoch; absent if it
 * does not come from Atlassian.
 */
const blockSchema = z.object({
  code: z.enum(['unreadable', 'duplicate', 'protected', 'other-account', 'already-inactive']),
  reason: z.string(),
  at: z.number().optional(),
});
export type Block = z.infer<typeof blockSchema>;

/** Whether a user can be ticked. */
export const eligibilitySchema = z.object({
  /** Null if they can be ticked. */
  block: blockSchema.nullable(),
  /** The reason why they can be ticked although the file calls the account inactive; null if it does not. */
  outranked: saidSchema.nullable(),
  /**
   * The result of a run for the account, if a source contradicts it that may be older than the run. Such a user can be
   * ticked by hand only, and after each run again. Absent if there is no such doubt.
   */
  uncertain: z.object({ run: z.number(), reason: z.string() }).optional(),
});
export type Eligibility = z.infer<typeof eligibilitySchema>;

/** Whether a user can be ticked by hand only: their row has a remark, or they are uncertain after a run. */
export function isDoubted(
  user: Pick<RosterUser, 'problems'>,
  { uncertain }: Pick<Eligibility, 'uncertain'>,
): boolean {
  return isDoubtful(user) || uncertain !== undefined;
}
