/** The HTTP API in types: protected users. */
import { z } from 'zod';
import { protectionSchema } from '#lib/domain/protection';

/** GET /api/protections */
export const protectionsSchema = z.object({ protections: z.array(protectionSchema) });

/** POST /api/protections */
export const protectRequestSchema = z.object({
  accountId: z.string().min(1).max(128),
  name: z.string().max(500).default(''),
  email: z.string().max(500).default(''),
  reason: z.string().trim().max(500).default(''),
});
export type ProtectRequest = z.input<typeof protectRequestSchema>;

/** DELETE /api/protections/{accountId}: a reason is asked for unless the admin set the protection. */
export const unprotectRequestSchema = z.object({ reason: z.string().trim().max(500).default('') });
