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
import { originalSchema } from '#lib/domain/roster/roster';

/** One user of a plan. */
export const planEntrySchema = z.object({
  position: z.number().int().nonnegative(),
  accountId: z.string(),
  name: z.string(),
  email: z.string(),
  /** The prediction at sealing; absent if nothing was asked. */
  prediction: predictionSchema.optional(),
});
export type PlanEntry = z.infer<typeof planEntrySchema>;

/** The circumstances under which a plan was sealed. */
const planTermsSchema = z.object({
  /** All protected accounts at that moment: their number, and the SHA-256 of `protectionText`. */
  protections: z.object({ count: z.number().int(), digest: z.string() }),
  /** The time when the organisation was asked, ms since the epoch; null if it was not. */
  preflightAt: z.number().nullable(),
  /** Active managed accounts of the organisation; null if not known. */
  activeAccounts: z.number().int().nullable(),
  /** Users of the plan who may be active managed accounts: all but those known to be inactive or not managed. */
  reach: z.number().int(),
  predicted: z.partialRecord(z.enum(predictionKinds), z.number().int()),
  sizeLimit: sizeLimitSchema.extend({
    /** The excess of the plan over the size limit, in words; null if there is none. */
    exceeded: z.string().nullable(),
    /** The reason why the admin raised the size limit for this plan; null if they did not. */
    raisedBecause: z.string().nullable(),
  }),
  alarms: z.array(z.object({ code: z.enum(alarmCodes), count: z.number().int() })),
  /** The source and time (ms since the epoch) of the list of organisation admins; null if there is none. */
  admins: z
    .object({ by: z.enum(['organisation', 'file']), at: z.number() })
    .nullable()
    .optional(),
  /**
   * Questions that no guard could answer, with the admin's answers. Absent in plans of earlier versions, which pass no
   * gate.
   */
  questions: z.array(planQuestionSchema).optional(),
});
export type PlanTerms = z.infer<typeof planTermsSchema>;

/**
 * The version of the plan's text; each one seals more. 1: the account IDs. 2: also the terms and predictions. 3: also
 * names and addresses, the sources of the users and of the plan, and the optional terms.
 */
export const planVersion = 3 as const;

/** Everything about a plan except its users. */
export const planSchema = z.object({
  id: z.string(),
  /** Absent in plans of version 1 (without `terms`) and 2 (with them); see `versionOf`. */
  version: z.literal(planVersion).optional(),
  /** Null if the plan was made from another run. */
  rosterId: z.string().nullable(),
  rosterName: z.string(),
  organisationId: z.string().nullable(),
  organisationName: z.string(),
  /** The message that deactivated users may be shown; null for none. */
  message: z.string().nullable(),
  count: z.number().int().positive(),
  /** SHA-256, hexadecimal, of `planText`. */
  digest: z.string(),
  createdAt: z.number().int(),
  /** Absent in plans from before there was a choice. It then means deactivate. */
  act: actSchema.optional(),
  /** Absent if all are the default (`defaultOptions`). */
  options: runOptionsSchema.optional(),
  /** The run from which this plan was made, and the part of its users that was taken. */
  parent: z.object({ runId: z.string(), users: planSourceSchema }).optional(),
  /** Absent in plans of the first version, in imported ones, and in those that earlier versions made from a run. */
  terms: planTermsSchema.optional(),
  /**
   * Other agreements, by name: `original` (name, bytes and SHA-256 of the file that the users come from), `operator`,
   * `reason`, `ticket`, `keyTail` and `lockstep` (see `whoAndWhyOf`), `notBefore`, `approval`. New ones need no new
   * version, since everything in here is sealed. Absent in plans of earlier versions.
   */
  optionalTerms: z.record(z.string(), z.json()).optional(),
});
export type Plan = z.infer<typeof planSchema>;

/** The parts of a plan that its digest covers, besides its users. */
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

const sealedOriginalSchema = originalSchema.extend({ name: z.string() });

/** The uploaded file that the users of a plan come from, as sealed; null if the plan does not say. */
export function sealedOriginal({
  optionalTerms,
}: Pick<Plan, 'optionalTerms'>): z.infer<typeof sealedOriginalSchema> | null {
  return sealedOriginalSchema.safeParse(optionalTerms?.original).data ?? null;
}

/** Replaces a plan that is lost or unreadable. It has no digest, so nothing can be done with it. */
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

/** The parts of a plan that its digest does not cover, as a sentence for reports; null if it covers all of them. */
export function notSealed(plan: Pick<Plan, 'version' | 'terms'>): string | null {
  const version = versionOf(plan);
  if (version === planVersion) return null;
  return `Names and addresses were not sealed: this is a plan of version ${version}, whose digest covers the account IDs and their order.`;
}

/**
 * The text under a plan's digest: one JSON value per line, first the terms, then each user in order. The same plan
 * gives the same text on every machine; a plan of an earlier version gives the text that it was sealed with. The names
 * in it are the stored ones.
 */
export function planText(plan: SealedTerms, entries: readonly PlanEntry[]): string {
  return [...planLines(plan, entries, entries.length)].join('\n');
}

/** The lines of `planText` in order; `count` is the number of users. */
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

/** The first line of a plan of version 1 or 2, whose keys have this order. */
function earlierHead(plan: SealedTerms, count: number): string {
  const { terms } = plan;
  return JSON.stringify({
    lockstep: terms ? 2 : 1,
    act: plan.act ?? 'deactivate',
    organisation: plan.organisationId,
    message: plan.message,
    count,
    // Omitted if absent, so that plans sealed before there was a choice keep their digest.
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

/** The text as SQLite returns it: UTF-8 cannot hold half a surrogate pair. */
function stored(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

/** All protected accounts, one JSON value per line, ordered by account ID: the text under a digest. */
export function protectionText(protections: Protections): string {
  return [...protections.values()]
    .map(({ accountId, source, reason }) => JSON.stringify([accountId, source, reason]))
    .sort()
    .join('\n');
}

/** The same value with the keys of every object sorted, so that storing and reading it gives the same text. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
