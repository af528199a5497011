/** A run that another tool made: its source. Every other part is recorded as for a run of Lockstep. */
import { z } from 'zod';

/** Maximum number of problems kept with a run. Of further ones only the number is kept. */
export const keptProblems = 200;

/** The source of an imported run. Dates are ms since the epoch; null if the file has none. */
export const runSourceSchema = z.object({
  tool: z.enum(['postman', 'newman']),
  fileName: z.string(),
  collection: z.string(),
  startedAt: z.number().int().nullable(),
  endedAt: z.number().int().nullable(),
  /** The origins of the calls, as far as the file has them. */
  origins: z.array(z.string()),
  /** Rows that were not used, with the reason. */
  problems: z.array(z.object({ row: z.number().int(), message: z.string() })),
  problemCount: z.number().int().nonnegative(),
  /** The file contains an API key, so the admin should delete it. */
  keyInFile: z.boolean(),
  /** SHA-256 of the results in the file, so that the same results are not imported twice. */
  recordDigest: z.string(),
});
export type RunSource = z.infer<typeof runSourceSchema>;
