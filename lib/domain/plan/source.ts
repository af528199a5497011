/** The groups of an ended run's users from which a new plan can be made. */
import { z } from 'zod';

/**
 * `rest`: not attempted; `failed`: failed, in doubt or still active; `attention`: chosen among all who need a decision,
 * also refused ones; `deactivated`: deactivated, for a restore.
 */
export const planSourceSchema = z.enum(['rest', 'failed', 'attention', 'deactivated']);
export type PlanSource = z.infer<typeof planSourceSchema>;

/** The beginning of such a plan's name, before the name of the run. */
export const sourceNames: Record<PlanSource, string> = {
  rest: 'Rest of',
  failed: 'Failed in',
  attention: 'Retry of',
  deactivated: 'Restore of',
};
