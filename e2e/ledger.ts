/** What the organisation's own ledger says, for tests to judge by. */
import type { DemoOrganisation } from '#lib/demo/server';

/**
 * Account IDs in the order in which a deactivation was asked for; repeated calls are repeated, but for the run with
 * faults (`e2e:faults`): there Lockstep may have to ask again.
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
