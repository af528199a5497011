/** Reads the organisation's own ledger, by which tests judge. */
import type { DemoOrganisation } from '#lib/demo/server';

/**
 * Account IDs in the order of the deactivation requests. Repeated calls appear repeatedly, except in the run with
 * faults (`e2e:faults`), where Lockstep may have to call again.
 */
export function called(organisation: DemoOrganisation): (string | null)[] {
  const ids = organisation
    .ledger()
    .filter((entry) => entry.operation === 'lifecycle.disable')
    .map((entry) => entry.accountId);
  return process.env.LOCKSTEP_E2E_FAULTS ? [...new Set(ids)] : ids;
}

/** Account IDs in the order in which they were deactivated. */
export function deactivated(organisation: DemoOrganisation): (string | null)[] {
  return organisation
    .ledger()
    .filter((entry) => entry.effect === 'deactivated')
    .map((entry) => entry.accountId);
}
