/** The HTTP API in types: preflight and the size limit. */
import { z } from 'zod';
import { sizeLimitSchema } from '#lib/domain/plan/alarms/size-limit';
import { predictionKinds, preflightParts, preflightRecordSchema } from '#lib/domain/preflight/preflight';

/** GET, POST, DELETE /api/rosters/{id}/preflight */
export const preflightSchema = z.object({
  record: preflightRecordSchema.pick({ parts: true, accounts: true, admins: true }),
  /** The current activity; `total` and `waitingUntil` (ms since the epoch) are null if there is none. */
  running: z
    .object({
      part: z.enum(preflightParts),
      done: z.number(),
      total: z.number().nullable(),
      waitingUntil: z.number().nullable(),
    })
    .nullable(),
  /** The number of the roster's users with each prediction. */
  predicted: z.partialRecord(z.enum(predictionKinds), z.number()),
});
export type Preflight = z.infer<typeof preflightSchema>;

/** POST /api/rosters/{id}/preflight: which questions to ask. */
export const preflightRequestSchema = z.strictObject({
  parts: z.array(z.enum(preflightParts)).min(1).default(['accounts', 'admins', 'provisioned', 'permissions']),
});

/** GET and PUT /api/size-limit */
export const sizeLimitAnswerSchema = z.object({ sizeLimit: sizeLimitSchema });
/** PUT /api/size-limit */
export const sizeLimitRequestSchema = sizeLimitSchema.strict();
