/** For tests: plans that nobody sealed, in a store. */
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { atOnce } from '#lib/domain/text/pieces';
import type { RunStore } from '#lib/engine/storage/runs';

/** The facts of a plan of `count` users, from no file and of no organisation. */
export function unsealedPlan(id: string, count: number): Plan {
  return {
    id,
    rosterId: null,
    rosterName: '',
    organisationId: null,
    organisationName: '',
    message: null,
    count,
    digest: '',
    createdAt: 0,
  };
}

/** Stores a plan with its users and alarms. */
export function savePlan(
  store: Pick<RunStore, 'savePlan'>,
  plan: Plan,
  entries: readonly PlanEntry[],
  alarms: readonly PlanAlarm[] = [],
): void {
  atOnce(store.savePlan({ plan, entries, alarms }, () => true));
}
