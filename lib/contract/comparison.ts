/** The HTTP API in types: a run compared with a fresh export, or with the directory. */
import { z } from 'zod';
import { shownKinds } from '#lib/domain/outcome/outcome';
import { accountNowSchema } from '#lib/domain/reconcile/account-now';
import { differenceKinds } from '#lib/domain/reconcile/difference';
import { otherKinds } from '#lib/domain/reconcile/others';
import { messageSchema } from '#lib/domain/text/message';

/** The query of GET /api/runs/{id}/comparison and comparison.csv: a roster; without one, the directory. */
export const comparisonQuerySchema = z.strictObject({ roster: z.string().min(1).max(64).optional() });

/**
 * The query of GET /api/runs/{id}/comparison.csv: also `redacted=1`, which removes everything that names a person or
 * the organisation.
 */
export const differenceQuerySchema = comparisonQuerySchema.extend({ redacted: z.literal('1').optional() });

const accountSchema = z.object({ accountId: z.string(), name: z.string(), email: z.string() });

const comparedUserSchema = accountSchema.extend({
  /** Counted from 0, in the order of the plan. */
  position: z.number().int(),
  outcome: z.enum(shownKinds),
  before: z.string(),
  now: accountNowSchema,
  /** The changes of role and groups; empty if there are none, or if one of the lists does not say. */
  access: z.string(),
});

const changedAccountSchema = accountSchema.extend({
  before: accountNowSchema.nullable(),
  now: accountNowSchema,
});

/** GET /api/runs/{id}/comparison. Each kind has its first users; the CSV has all. Times are ms since the epoch. */
export const comparisonSchema = z.object({
  goal: z.enum(['active', 'inactive']),
  /** Facts from before this time say nothing about what the run did. */
  since: z.number(),
  compared: z.discriminatedUnion('from', [
    z.object({ from: z.literal('file'), rosterId: z.string(), name: z.string(), at: z.number() }),
    z.object({ from: z.literal('directory'), listAt: z.number().nullable() }),
  ]),
  users: z.array(
    z.object({ kind: z.enum(differenceKinds), count: z.number().int(), first: z.array(comparedUserSchema) }),
  ),
  others: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('compared'),
      before: z.object({ name: z.string(), at: z.number() }),
      notKnown: z.number().int(),
      changed: z.array(
        z.object({ kind: z.enum(otherKinds), count: z.number().int(), first: z.array(changedAccountSchema) }),
      ),
    }),
    z.object({ state: z.literal('not-compared'), why: messageSchema }),
  ]),
  notes: z.array(messageSchema),
});
export type ComparisonAnswer = z.infer<typeof comparisonSchema>;
