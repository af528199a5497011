/** For tests: stores a plan that nobody sealed. */
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { atOnce } from '#lib/domain/text/pieces';
import type { RunStore } from '#lib/engine/storage/runs';

export function savePlan(
  store: Pick<RunStore, 'savePlan'>,
  plan: Plan,
  entries: readonly PlanEntry[],
  alarms: readonly PlanAlarm[] = [],
): void {
  atOnce(store.savePlan({ plan, entries, alarms }, () => true));
}
