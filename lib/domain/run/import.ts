/** A run that another tool made: what its results say of every user, and what a run of Lockstep says of itself. */
import { z } from 'zod';

/** Problems that are kept with a run; of more than these only the number is. */
export const keptProblems = 200;

/** Where an imported run comes from. Dates are ms since the epoch; null where the file does not say. */
export const runSourceSchema = z.object({
  tool: z.enum(['postman', 'newman']),
  fileName: z.string(),
  collection: z.string(),
  startedAt: z.number().int().nullable(),
  endedAt: z.number().int().nullable(),
  /** Where the calls went, as far as the file says. */
  origins: z.array(z.string()),
  /** Rows of which nothing was taken, with the reason. */
  problems: z.array(z.object({ row: z.number().int(), message: z.string() })),
  problemCount: z.number().int().nonnegative(),
  /** The file has an API key in it: the admin should delete it. */
  keyInFile: z.boolean(),
  /** SHA-256 of what was taken from the file, so that the same results are not imported twice. */
  recordDigest: z.string(),
});
export type RunSource = z.infer<typeof runSourceSchema>;
