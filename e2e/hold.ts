/** Holds back the organisation's answers during a run, so that a test acts at a known moment. */
import type { Target } from '#lib/demo/faults/faults';
import type { DemoOrganisation } from '#lib/demo/server';
import { until } from '#test/until';
import { called } from './ledger';

/**
 * Longer than any test takes, in ms. Lockstep itself gives up a request after 30 s without an answer, so a test should
 * do little between holding and releasing.
 */
const forever = 3_600_000;

/**
 * Once more than `count` users were called, no request is answered until `release`. Resolves at that moment. Call it
 * before the action that leads to the calls, and await it afterwards.
 */
export async function holdAfter(organisation: DemoOrganisation, count: number): Promise<void> {
  await until(() => called(organisation).length > count);
  hold(organisation);
}

/** From now on, no request (of these operations) is answered until `release`. */
export function hold(organisation: DemoOrganisation, on: Target = 'any'): void {
  organisation.setFaults({ latencyMs: forever, latencyOn: on });
}

/** Answers the held requests, and all later ones. */
export function release(organisation: DemoOrganisation): void {
  organisation.setFaults({ latencyMs: 0, latencyOn: 'any' });
}
