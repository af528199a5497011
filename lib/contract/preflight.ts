/** The HTTP API in types: preflight and the size limit. */
import { z } from 'zod';
import { earlyEndSchema } from '#lib/domain/connection/early-end';
import { sizeLimitSchema } from '#lib/domain/plan/alarms/size-limit';
import {
  preflightParts,
  preflightProgressSchema,
  preflightRecordSchema,
} from '#lib/domain/preflight/preflight';

/** GET, POST, DELETE /api/rosters/{id}/preflight */
export const preflightSchema = z.object({
  record: preflightRecordSchema.pick({ parts: true, accounts: true, admins: true }),
  /** The current activity; null if there is none. */
  running: preflightProgressSchema.nullable(),
  /** The reason why the last check ended early; null if it did not. */
  failure: earlyEndSchema.nullable(),
  /** A number that grows with every fact that is learnt about the organisation. It restarts with the program. */
  learnt: z.number(),
});
export type Preflight = z.infer<typeof preflightSchema>;

/** POST /api/rosters/{id}/preflight: which questions to ask. */
export const preflightRequestSchema = z.strictObject({
  parts: z.array(z.enum(preflightParts)).min(1).default(['accounts', 'admins', 'provisioned', 'permissions']),
  /** Whether lists and answers of the last 12 hours are asked for again, too. */
  again: z.boolean().default(false),
});

/** GET and PUT /api/size-limit */
export const sizeLimitAnswerSchema = z.object({ sizeLimit: sizeLimitSchema });
/** PUT /api/size-limit */
export const sizeLimitRequestSchema = sizeLimitSchema.strict();
