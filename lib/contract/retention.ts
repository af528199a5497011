/** The HTTP API in types: how long data is kept, and deleting everything. */
import { z } from 'zod';
import { retentionSchema, storageNoticeSchema } from '#lib/domain/retention';

/** GET and PUT /api/retention */
export const retentionViewSchema = z.object({
  retention: retentionSchema,
  folder: z.string(),
  /** The durability settings, as the database reads them back; null if another process writes. */
  durability: z.string().nullable(),
  /** The environment contains a key. It returns at the next start, even after everything was deleted. */
  keyInEnvironment: z.boolean(),
  /** Notices about the data folder for the admin. */
  notices: z.array(storageNoticeSchema),
});
export type RetentionView = z.infer<typeof retentionViewSchema>;
/** PUT /api/retention. The terms of the history and of the directory may be missing; then they stay unchanged. */
export const retentionRequestSchema = retentionSchema
  .extend({
    historyDays: retentionSchema.shape.historyDays.unwrap().optional(),
    directoryDays: retentionSchema.shape.directoryDays.unwrap().optional(),
  })
  .strict();

/** POST /api/retention/purge */
export const purgeRequestSchema = z.strictObject({ everything: z.literal(true) });
