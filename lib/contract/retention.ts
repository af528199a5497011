/** The HTTP API in types: how long things are kept, and deleting everything. */
import { z } from 'zod';
import { retentionSchema } from '#lib/domain/retention';

/** GET and PUT /api/retention */
export const retentionViewSchema = z.object({
  retention: retentionSchema,
  folder: z.string(),
  /** How writes reach the disk, as the database reads back; null where another process writes. */
  durability: z.string().nullable(),
  /** The environment has a key: it comes back at the next start, also after everything was deleted. */
  keyInEnvironment: z.boolean(),
  /** What the admin must know of the data folder. */
  notices: z.array(z.object({ message: z.string(), hint: z.string() })),
});
export type RetentionView = z.infer<typeof retentionViewSchema>;
/** A term of the history that is left out stays as it is. */
export const retentionRequestSchema = retentionSchema
  .extend({ historyDays: retentionSchema.shape.historyDays.unwrap().optional() })
  .strict();

/** POST /api/retention/purge */
export const purgeRequestSchema = z.strictObject({ everything: z.literal(true) });
