/** Stopping the organisation in the middle of a run, so that what a test does next happens at a known moment. */
import type { Target } from '#lib/demo/faults/faults';
import type { DemoOrganisation } from '#lib/demo/server';
import { until } from '#test/until';
import { called } from './ledger';

/**
 * Longer than any test takes, in ms. Lockstep itself gives up a request after 30 s without an answer, so that a test
 * does little between holding and releasing.
 */
const forever = 3_600_000;

/**
 * Once more than `count` users were called, no request is answered until `release`; resolves when that is so. To be
 * called before what leads to the calls, and awaited after it.
 */
export async function holdAfter(organisation: DemoOrganisation, count: number): Promise<void> {
  await until(() => called(organisation).length > count);
  hold(organisation);
}

/** From now on no request (of these operations) is answered until `release`. */
export function hold(organisation: DemoOrganisation, on: Target = 'any'): void {
  organisation.setFaults({ latencyMs: forever, latencyOn: on });
}

/** Answers what was held, and all that comes. */
export function release(organisation: DemoOrganisation): void {
  organisation.setFaults({ latencyMs: 0, latencyOn: 'any' });
}
