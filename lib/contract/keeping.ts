/** The HTTP API in types: how long things are kept, and deleting everything. */
import { z } from 'zod';
import { keepingSchema } from '#lib/domain/keeping';

/** GET and PUT /api/keeping */
export const keepingViewSchema = z.object({ keeping: keepingSchema, folder: z.string() });
export const keepingRequestSchema = keepingSchema.strict();

/** POST /api/keeping/purge */
export const purgeRequestSchema = z.strictObject({ everything: z.literal(true) });
