/** The organisation in which a plan may be sealed: the connected one, if the users of the plan belong to it. */
import type { Organisation } from '#lib/domain/connection/connection';
import { noKnownOrganisation, tellApart } from '#lib/domain/connection/organisation-names';
import { isReported } from '#lib/domain/run/import';
import { checkKeyAccepted } from '#lib/engine/connection/connection';
import { done, failed, type Result } from '#lib/engine/errors';
import type { PlanParts } from '#lib/engine/plan/plan-parts';
import type { Parent } from '#lib/engine/plan/seal-source';

/** The connected organisation; null if none is known. Fails if the key was refused. */
export function connected({ connections }: Pick<PlanParts, 'connections'>): Result<Organisation | null> {
  const view = connections.view();
  if (view.state === 'none') {
    const message = 'Lockstep is not connected to an organisation.';
    return failed('not-connected', message, 'Connect first, on New run.');
  }
  if (view.organisation === null && view.organisations.length > 1) {
    const hint = 'Choose one of those the key sees, on New run.';
    return failed('not-connected', 'No organisation is chosen yet.', hint);
  }
  const key = checkKeyAccepted(view);
  return key.ok ? done(view.organisation) : key;
}

/**
 * Checks that the users of an ended run belong to the organisation `now`. Only imported results can lack their
 * organisation; then `organisationId` names it.
 */
export function checkDestination(
  { plan, state }: Parent,
  organisationId: string | undefined,
  now: Organisation | null,
): Result<void> {
  const isOpen = plan.organisationId === null && state.imported !== null && !isReported(state.imported);
  if (!isOpen && organisationId !== undefined && organisationId !== plan.organisationId) {
    const message = `That run was for ${plan.organisationName}, not for the organisation ${organisationId}.`;
    return failed('conflict', message, 'Leave the organisation out.');
  }
  if (isOpen && organisationId === undefined) {
    const message = 'These results do not say which organisation their users belong to.';
    const hint =
      'Say that they belong to the one that Lockstep is connected to. Each account is read before it is called.';
    return failed('organisation-unknown', message, hint, now ? [now.name] : []);
  }
  const planned = isOpen ? organisationId : plan.organisationId;
  if (planned !== (now?.id ?? null)) {
    const name = isOpen ? `the organisation ${planned}` : plan.organisationName;
    const [where, other] = tellApart({ id: plan.organisationId, name }, now ?? noKnownOrganisation);
    const message = `That run was for ${where}, and Lockstep is connected to ${other}.`;
    return failed('conflict', message, `Connect to ${where} first.`);
  }
  return done(undefined);
}
