/** What must be so before a run may start, or go on. */
import { type Plan, planText } from '#lib/domain/plan';
import type { ConnectionView } from '#lib/engine/connection';
import { done, failed, type Result } from '#lib/engine/errors';
import type { SealedPlan } from '#lib/engine/plans';
import type { Chance } from '#lib/engine/ports';
import type { ProtectionVerbs } from '#lib/engine/protections';

/** A run goes on in the organisation it was planned for, and nowhere else. */
export function checkConnection(plan: Plan, connection: ConnectionView): Result<void> {
  const where = plan.organisationName;
  const cure = `Connect to ${where} first.`;
  if (connection.state === 'none') {
    return failed('not-connected', 'Lockstep is not connected to an organisation.', cure);
  }
  if ((connection.organisation?.id ?? null) !== plan.organisationId) {
    const other = connection.organisation?.name ?? 'no known organisation';
    return failed('conflict', `This is planned for ${where}, and Lockstep is connected to ${other}.`, cure);
  }
  return done(undefined);
}

/** The plan is the one that was sealed and confirmed: nothing else can be started. */
export function checkConfirmed(
  { plan, entries }: SealedPlan,
  confirmed: { digest: string; count: number },
  chance: Chance,
): Result<void> {
  const again = 'Go back to the review and confirm again.';
  if (confirmed.digest !== plan.digest || chance.sha256(planText(plan, entries)) !== plan.digest) {
    return failed('conflict', 'The plan is not the one that was confirmed.', again);
  }
  if (confirmed.count !== plan.count || confirmed.count !== entries.length) {
    const cure = 'Type the number that the confirmation shows.';
    return failed('invalid', `The plan has ${plan.count} users, not ${confirmed.count}.`, cure);
  }
  return done(undefined);
}

/** Nobody of the plan was protected since it was sealed. */
export function checkProtections({ entries }: SealedPlan, protections: ProtectionVerbs): Result<void> {
  const changed = entries.filter((entry) => protections.reasonAgainst(entry.accountId) !== null);
  if (changed.length === 0) return done(undefined);
  return failed(
    'conflict',
    `${changed.length} of these users were protected after the plan was sealed.`,
    'Go back to the review and confirm again.',
    changed.slice(0, 10).map((entry) => entry.name || entry.accountId),
  );
}
