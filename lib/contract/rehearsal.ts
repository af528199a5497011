/** The HTTP API in types: the demo organisation's switches and size. */
import type { z } from 'zod';
import { organisationSizeSchema } from '#lib/domain/rehearsal/organisation-size';
import { switchChangeSchema, switchesSchema } from '#lib/domain/rehearsal/switches';

/** GET and PUT /api/demo/rehearsal, PUT /api/demo/organisation. */
export const rehearsalSchema = organisationSizeSchema.extend({ switches: switchesSchema });
export type RehearsalView = z.infer<typeof rehearsalSchema>;

/** PUT /api/demo/rehearsal. */
export const rehearsalRequestSchema = switchChangeSchema;

/** PUT /api/demo/organisation. */
export const organisationRequestSchema = organisationSizeSchema.strict();
