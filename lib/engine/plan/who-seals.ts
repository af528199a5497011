/** Gathers who a plan is from, why, and with what it is sealed. */
import type { Plan } from '#lib/domain/plan/plan';
import { operatorText, type WhoAndWhyInput, whoAndWhyOf, whoAndWhyTerms } from '#lib/domain/plan/who-and-why';
import type { PlanParts } from '#lib/engine/plan/plan-parts';

/**
 * The optional terms of a plan that is sealed now. A name that the admin says is kept for the next plan; an empty one
 * is forgotten. `parent` is the plan whose reason and ticket also hold for this one; null if there is none. A plan that
 * exceeds the size limit (`exceeds`) is asked for a reason of its own, and the admin does not see that of the parent.
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
 * The operator now, as text; empty if nobody said who it is. A name in `said` is kept for the next plan, and an empty
 * one is forgotten.
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
