/** Gathers who a plan is from, why, and with what it is sealed. */
import type { Plan } from '#lib/domain/plan/plan';
import { type WhoWish, whoAndWhyOf, whoAndWhyTerms } from '#lib/domain/plan/who-and-why';
import type { PlanParts } from '#lib/engine/plan/plan-parts';

/**
 * The optional terms of a plan that is sealed now. A name that the admin says is kept for the next plan; an empty one is
 * forgotten. `parent` is the plan whose reason and ticket also hold for this one; null if there is none.
 */
export function whoSeals(
  { product, protections, connections }: Pick<PlanParts, 'product' | 'protections' | 'connections'>,
  wish: WhoWish,
  parent: Plan | null,
): NonNullable<Plan['optionalTerms']> {
  if (wish.operatorName !== undefined) product?.operatorName.write(wish.operatorName);
  const connection = connections.view();
  const before = parent && whoAndWhyOf(parent);
  return whoAndWhyTerms({
    operatorName: wish.operatorName ?? product?.operatorName.read() ?? null,
    account: protections.operator(),
    reason: wish.reason ?? before?.reason ?? null,
    ticket: wish.ticket ?? before?.ticket ?? null,
    keyTail: connection.state === 'connected' ? connection.keyTail : null,
    version: product?.version ?? null,
  });
}
