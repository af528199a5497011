/** The sealed list: exactly these account IDs, in this order. Only a sealed, confirmed plan can run. */
import { z } from 'zod';
import { actSchema } from '#lib/domain/outcome/act';
import { alarmCodes } from '#lib/domain/plan/alarms/alarm';
import { sizeLimitSchema } from '#lib/domain/plan/alarms/size-limit';
import { planQuestionSchema } from '#lib/domain/plan/question';
import { runOptionsSchema } from '#lib/domain/plan/run-options';
import { planSourceSchema } from '#lib/domain/plan/source';
import { optionsCodec, termsCodec } from '#lib/domain/plan/stored-plan';
import { predictionKinds, predictionSchema } from '#lib/domain/preflight/preflight';
import type { Protections } from '#lib/domain/protection/protection';

export const planEntrySchema = z.object({
  position: z.number().int().nonnegative(),
  accountId: z.string(),
  name: z.string(),
  email: z.string(),
  /** What preflight expected when the plan was sealed; absent where nothing was asked. */
  prediction: predictionSchema.optional(),
});
export type PlanEntry = z.infer<typeof planEntrySchema>;

/** What a plan was sealed under. */
export const planTermsSchema = z.object({
  /** Everybody protected at that moment: how many, and the SHA-256 of `protectionText`. */
  protections: z.object({ count: z.number().int(), digest: z.string() }),
  /** When the organisation was asked, ms since the epoch; null where it was not. */
  preflightAt: z.number().nullable(),
  /** Active managed accounts of the organisation; null where that is not known. */
  activeAccounts: z.number().int().nullable(),
  /** Users of the plan who may be among them: not those known to be inactive or not managed. */
  reach: z.number().int(),
  predicted: z.partialRecord(z.enum(predictionKinds), z.number().int()),
  sizeLimit: sizeLimitSchema.extend({
    /** What the plan exceeds; null where it keeps within the size limit. */
    exceeded: z.string().nullable(),
    /** Why the size limit was raised for this one plan; null where it was not. */
    raisedBecause: z.string().nullable(),
  }),
  alarms: z.array(z.object({ code: z.enum(alarmCodes), count: z.number().int() })),
  /** From where and since when (ms since the epoch) it is known who is an organisation admin; null where it is not. */
  admins: z
    .object({ by: z.enum(['organisation', 'file']), at: z.number() })
    .nullable()
    .optional(),
  /** What no guard could check, with the admin's answers. Absent in plans of earlier versions: they pass no gate. */
  questions: z.array(planQuestionSchema).optional(),
});
export type PlanTerms = z.infer<typeof planTermsSchema>;

/**
 * How the text of a plan is put together; each version seals more. 1: the account IDs. 2: also the terms and predictions.
 * 3: also names and addresses, where the users and the plan come from, and the optional terms.
 */
export const planVersion = 3 as const;

/** Everything about a plan but its users. */
export const planSchema = z.object({
  id: z.string(),
  /** Absent in plans of versions 1 (without `terms`) and 2 (with them); see `versionOf`. */
  version: z.literal(planVersion).optional(),
  /** Null where the plan was made from another run. */
  rosterId: z.string().nullable(),
  rosterName: z.string(),
  organisationId: z.string().nullable(),
  organisationName: z.string(),
  /** What the deactivated users may be shown; null for nothing. */
  message: z.string().nullable(),
  count: z.number().int().positive(),
  /** SHA-256, hexadecimal, of `planText`. */
  digest: z.string(),
  createdAt: z.number().int(),
  /** Absent in plans from before there was a choice: deactivate. */
  act: actSchema.optional(),
  /** Absent where everything is as usual (`defaultOptions`). */
  options: runOptionsSchema.optional(),
  /** The run that this plan was made from, and which of its users. */
  parent: z.object({ runId: z.string(), users: planSourceSchema }).optional(),
  /** Absent in plans of the first version, in imported ones, and in those that earlier versions made from a run. */
  terms: planTermsSchema.optional(),
  /**
   * What else was agreed on, by name: `operator`, `reason`, `ticket`, `notBefore`, `approval`. Anything may be put here
   * later without another version, since all of it is sealed. Absent in plans of earlier versions.
   */
  optionalTerms: z.record(z.string(), z.json()).optional(),
});
export type Plan = z.infer<typeof planSchema>;

/** What of a plan its digest is taken of, beside its users. */
export type SealedTerms = Pick<
  Plan,
  | 'version'
  | 'organisationId'
  | 'organisationName'
  | 'rosterName'
  | 'message'
  | 'act'
  | 'options'
  | 'parent'
  | 'terms'
  | 'optionalTerms'
>;

/** In the place of a plan that is gone or can no longer be read: it has no digest, so that nothing is done with it. */
export function lostPlan({ id, count, createdAt }: Pick<Plan, 'id' | 'count' | 'createdAt'>): Plan {
  return {
    id,
    rosterId: null,
    rosterName: 'a plan that can no longer be read',
    organisationId: null,
    organisationName: 'an organisation that is not known any more',
    message: null,
    count: Math.max(1, count),
    digest: '',
    createdAt,
  };
}

/** The version that a plan was sealed in. */
export function versionOf({ version, terms }: Pick<Plan, 'version' | 'terms'>): 1 | 2 | typeof planVersion {
  return version ?? (terms ? 2 : 1);
}

/** What the digest of a plan does not cover, in a sentence for reports; null where it covers all that they name. */
export function notSealed(plan: Pick<Plan, 'version' | 'terms'>): string | null {
  const version = versionOf(plan);
  if (version === planVersion) return null;
  return `Names and addresses were not sealed: this is a plan of version ${version}, whose digest covers the account IDs and their order.`;
}

/**
 * The text that a plan's digest is taken of: one JSON value a line, the plan's terms first, then each user in order. The
 * same plan gives the same text on every machine, and a plan of an earlier version the text that it was sealed with. The
 * names in it are the stored ones.
 */
export function planText(plan: SealedTerms, entries: readonly PlanEntry[]): string {
  return [...planLines(plan, entries, entries.length)].join('\n');
}

/** The lines of `planText` one after the other; `count` is the number of users. */
export function* planLines(
  plan: SealedTerms,
  entries: Iterable<PlanEntry>,
  count: number,
): Generator<string> {
  const version = versionOf(plan);
  yield version === planVersion ? headOf(plan, count) : earlierHead(plan, count);
  const line = ({ accountId, name, email, prediction }: PlanEntry) => {
    if (version === 1) return JSON.stringify(accountId);
    const predicted = [prediction?.kind ?? null, prediction?.reason ?? null];
    if (version === 2) return JSON.stringify([accountId, ...predicted]);
    return JSON.stringify([accountId, stored(name), stored(email), ...predicted]);
  };
  for (const entry of entries) yield line(entry);
}

/** The first line of a plan of versions 1 and 2: their keys stand in this order. */
function earlierHead(plan: SealedTerms, count: number): string {
  const { terms } = plan;
  return JSON.stringify({
    lockstep: terms ? 2 : 1,
    act: plan.act ?? 'deactivate',
    organisation: plan.organisationId,
    message: plan.message,
    count,
    // Left out where they are absent, so that plans sealed before there was a choice keep their digest.
    options: optionsCodec.encode(plan.options),
    parent: plan.parent,
    ...(terms ? { terms: ordered(termsCodec.encode(terms)) } : {}),
  });
}

function headOf(plan: SealedTerms, count: number): string {
  const { organisationId, organisationName, rosterName, message, options, parent, terms, optionalTerms } =
    plan;
  const act = plan.act ?? 'deactivate';
  const organisation = [organisationId, organisationName];
  const sealed = {
    act,
    organisation,
    from: rosterName,
    message,
    count,
    options: optionsCodec.encode(options),
    parent,
    terms: termsCodec.encode(terms),
    optionalTerms,
  };
  return JSON.stringify({ lockstep: planVersion, ...(ordered(sealed) as object) });
}

/** A text as SQLite gives it back: in UTF-8, which has no half characters. */
function stored(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

/** Everybody protected, one JSON value a line, in the order of their account IDs: the text of a digest. */
export function protectionText(protections: Protections): string {
  return [...protections.values()]
    .map(({ accountId, source, reason }) => JSON.stringify([accountId, source, reason]))
    .sort()
    .join('\n');
}

/** The same value with the keys of every object in order: text that was stored and read back is the same text. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
