/** The text under the digest of a plan. Sealed plans keep their bytes: what changes them is a new version. */
import { type Plan, type PlanEntry, planVersion, versionOf } from '#lib/domain/plan/plan';
import { optionsCodec, termsCodec } from '#lib/domain/plan/stored-plan';
import type { Protections } from '#lib/domain/protection/protection';

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
