/** The HTTP API in types: protections by account and by rule. */
import { z } from 'zod';
import { accountIdsSchema } from '#lib/contract/parts/account-ids';
import { byField } from '#lib/contract/parts/by-field';
import { personSchema } from '#lib/domain/account/person';
import { protectionChangeSchema, protectionSchema } from '#lib/domain/protection/protection';
import { countedRuleSchema, longestPattern, ruleKinds } from '#lib/domain/protection/protection-rule';

const reasonSchema = z.string().trim().max(500).default('');

/** GET /api/protections */
export const protectionsSchema = z.object({ protections: z.array(protectionSchema) });

/** POST /api/protections: one account, or some of a roster. */
export const protectRequestSchema = byField(
  'accountId',
  z.strictObject({
    accountId: z.string().min(1).max(128),
    name: z.string().max(500).default(''),
    email: z.string().max(500).default(''),
    reason: reasonSchema,
  }),
  z.strictObject({
    rosterId: z.string(),
    accountIds: accountIdsSchema(1, 200_000),
    reason: reasonSchema,
  }),
);
export type ProtectRequest = z.input<typeof protectRequestSchema>;

/** DELETE /api/protections/{accountId} and /api/protection-rules/{id}: the reason is recorded. */
export const unprotectRequestSchema = z.strictObject({ reason: reasonSchema });

/** GET /api/protections/history */
export const protectionHistorySchema = z.object({ changes: z.array(protectionChangeSchema) });

/** The query of GET /api/protections/export. */
export const exportQuerySchema = z.strictObject({ as: z.enum(['csv', 'json']).default('csv') });

/**
 * The query of POST /api/protections/import. Its answer is a `ProtectionImport`; without `apply=1` nothing is changed.
 */
export const importProtectionsQuerySchema = z.strictObject({ apply: z.literal('1').optional() });

/** GET /api/protection-rules */
export const rulesSchema = z.object({ rules: z.array(countedRuleSchema) });

const patternSchema = z.string().max(longestPattern * 2);

/** POST /api/protection-rules */
export const ruleRequestSchema = z.strictObject({
  kind: z.enum(ruleKinds),
  pattern: patternSchema,
  reason: z.string().trim().min(1).max(500),
});
export type RuleRequest = z.infer<typeof ruleRequestSchema>;

/** POST /api/protection-rules/preview */
export const rulePreviewRequestSchema = z.strictObject({
  rosterId: z.string(),
  kind: z.enum(ruleKinds),
  pattern: patternSchema,
});
/** The answer to the request above. */
export const rulePreviewSchema = z.object({
  count: z.number(),
  /** The first matching users, in file order. */
  people: z.array(personSchema),
});
export type RulePreview = z.infer<typeof rulePreviewSchema>;
