/** The users of an ended run that a new plan is made of, by name. */
import { z } from 'zod';

/** Those it did not get to; those it gave up or left in doubt; those it deactivated, to be given back. */
export const planSourceSchema = z.enum(['rest', 'failed', 'deactivated']);
export type PlanSource = z.infer<typeof planSourceSchema>;

export const sourceNames: Record<PlanSource, string> = {
  rest: 'Rest of',
  failed: 'Failed in',
  deactivated: 'Restore of',
};
