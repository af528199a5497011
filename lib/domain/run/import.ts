/**
 * The source of an imported run, which another tool or another Lockstep carried out. Everything else about it is
 * recorded as for a run of this Lockstep.
 */
import { z } from 'zod';
import { messageSchema } from '#lib/domain/text/message';

/** Maximum number of problems kept with a run. Of further ones only the number is kept. */
export const keptProblems = 200;

/** The source of an imported run. Dates are ms since the epoch; null if the file has none. */
export const runSourceSchema = z.object({
  /** `lockstep`: the file is a report or an evidence pack of a run that this data folder does not have. */
  tool: z.enum(['postman', 'newman', 'lockstep']),
  fileName: z.string(),
  collection: z.string(),
  startedAt: z.number().int().nullable(),
  endedAt: z.number().int().nullable(),
  /** The origins of the calls, as far as the file has them. */
  origins: z.array(z.string()),
  /** Rows that were not used, with the reason. */
  problems: z.array(z.object({ row: z.number().int(), message: messageSchema })),
  problemCount: z.number().int().nonnegative(),
  /** The file contains an API key, so the admin should delete it. */
  keyInFile: z.boolean(),
  /** SHA-256 of the results in the file, so that the same results are not imported twice. */
  recordDigest: z.string(),
  /** The claims of a report or a pack about its run; absent for other tools. */
  reported: z
    .object({
      run: z.object({ id: z.string(), number: z.number().int() }),
      planDigest: z.string(),
      /** The last hash of the journal in a pack, whose chain was checked; null for a JSON report, which has none. */
      head: z.string().nullable(),
      /** The differences of the run from what was sealed and written, according to the report. */
      differences: z.array(z.string()),
    })
    .optional(),
});
export type RunSource = z.infer<typeof runSourceSchema>;

/** Whether a run came from a report or a pack of Lockstep. Only those say who was active before the calls. */
export function isReported(imported: Pick<RunSource, 'tool'> | null): boolean {
  return imported?.tool === 'lockstep';
}

/** The origin of an imported run, after "from". */
export const sourceLabels: Record<RunSource['tool'], string> = {
  postman: 'Postman',
  newman: 'Newman',
  lockstep: 'a report',
};
