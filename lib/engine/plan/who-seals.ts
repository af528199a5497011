/** Collects the optional terms of a plan: operator, reason, ticket, key and version. */
import type { Plan } from '#lib/domain/plan/plan';
import { operatorText, type WhoAndWhyInput, whoAndWhyOf, whoAndWhyTerms } from '#lib/domain/plan/who-and-why';
import type { PlanParts } from '#lib/engine/plan/plan-parts';

/**
 * The optional terms of a plan that is sealed now. A name that the admin enters is kept for the next plan; an empty one
 * deletes the kept name. Reason and ticket default to those of `parent`; null if there is none. A plan that exceeds the
 * size limit (`exceeds`) needs a reason of its own, so it does not take over the parent's.
 */
export function whoSeals(
  { product, protections, connections }: Pick<PlanParts, 'product' | 'protections' | 'connections'>,
  said: WhoAndWhyInput,
  parent: Plan | null,
  exceeds: boolean,
): NonNullable<Plan['optionalTerms']> {
  if (said.operatorName !== undefined) product?.operatorName.write(said.operatorName);
  const connection = connections.view();
  const before = parent && whoAndWhyOf(parent);
  return whoAndWhyTerms({
    operatorName: said.operatorName ?? product?.operatorName.read() ?? null,
    account: protections.operator(),
    reason: said.reason ?? (exceeds ? null : (before?.reason ?? null)),
    ticket: said.ticket ?? before?.ticket ?? null,
    keyTail: connection.state === 'connected' ? connection.keyTail : null,
    version: product?.version ?? null,
  });
}

/**
 * The operator now, as text; empty if not known. A name in `said` is kept for the next plan, and an empty one deletes
 * the kept name.
 */
export function operatorNow(
  { product, protections }: Pick<PlanParts, 'product' | 'protections'>,
  said: string | undefined,
): string {
  if (said !== undefined) product?.operatorName.write(said);
  const name = (said ?? product?.operatorName.read()) || null;
  const account = protections.operator();
  return operatorText({ operator: name === null && account === null ? null : { name, account } });
}
