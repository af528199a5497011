/** Seals a judged plan with its digest. */
import type { Organisation } from '#lib/domain/connection/connection';
import { type Plan, type PlanEntry, planVersion } from '#lib/domain/plan/plan';
import { defaultOptions, type RunOptions } from '#lib/domain/plan/run-options';
import { planDigest } from '#lib/domain/plan/seal';
import { inPieces, type Pieces } from '#lib/domain/text/pieces';
import type { Judged } from '#lib/engine/plan/judgement';
import type { PlanParts } from '#lib/engine/plan/plan-parts';
import type { SealSource } from '#lib/engine/plan/seal-source';

/** The parts of a plan that neither its source nor the judgement of it has. */
interface FurtherTerms {
  organisation: Organisation | null;
  /** Undefined for the default options. */
  options: RunOptions | undefined;
  optionalTerms: Plan['optionalTerms'];
}

/** The plan of these users in this organisation, with its entries in order, in pieces. Nothing is stored here. */
export function* freezePlan(
  { clock, random, hashing }: Pick<PlanParts, 'clock' | 'random' | 'hashing'>,
  { under, act }: Pick<SealSource, 'under' | 'act'>,
  judged: Judged,
  { organisation, options, optionalTerms }: FurtherTerms,
): Pieces<{ plan: Plan; entries: PlanEntry[] }> {
  const entries = yield* inPieces(judged.people.entries(), ([position, person]) => [{ position, ...person }]);
  // Default options are left out, so that the digests of such plans stay the same across versions.
  const usual = JSON.stringify(options ?? defaultOptions) === JSON.stringify(defaultOptions);
  const sealed = {
    version: planVersion,
    ...under,
    ...(act === 'deactivate' ? {} : { act }),
    organisationId: organisation?.id ?? null,
    organisationName: organisation?.name ?? 'your organisation',
    ...(options && !usual ? { options } : {}),
    terms: judged.terms,
    optionalTerms: { ...under.optionalTerms, ...optionalTerms },
  };
  const plan: Plan = {
    ...sealed,
    id: random.id(),
    count: entries.length,
    digest: yield* planDigest(sealed, entries, entries.length, hashing.sha256InPieces()),
    createdAt: clock.wall(),
  };
  return { plan, entries };
}
