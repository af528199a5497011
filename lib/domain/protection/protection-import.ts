/** The result of importing a file of protections. */
import { z } from 'zod';

/** The additions of a file: how many accounts and rules it has, and how many of them exist already (`known`). */
export const protectionImportSchema = z.object({
  accounts: z.number(),
  rules: z.number(),
  known: z.number(),
  /** Whether the additions were made; false after a preview. */
  applied: z.boolean(),
});
export type ProtectionImport = z.infer<typeof protectionImportSchema>;
