/** Reads the organisation's own ledger, by which tests judge. */
import type { DemoOrganisation } from '#lib/demo/server';
import { expect } from './fixtures';

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

/**
 * Expects exactly these accounts to be deactivated, each once and in this order. With faults (`e2e:faults`) the order
 * is free: a call that had to be repeated takes effect after later ones.
 */
export function expectDeactivated(
  organisation: DemoOrganisation,
  accountIds: readonly (string | null | undefined)[],
): void {
  const free = process.env.LOCKSTEP_E2E_FAULTS !== undefined;
  const ordered = (ids: readonly (string | null | undefined)[]) => (free ? ids.toSorted() : [...ids]);
  expect(ordered(deactivated(organisation))).toEqual(ordered(accountIds));
}
