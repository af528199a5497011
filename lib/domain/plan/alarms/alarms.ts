/**
 * The alarms about a plan, with the names of the affected users: one function per alarm, in the files beside this one.
 * Pure.
 */
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { emptiedAlarms } from '#lib/domain/plan/alarms/emptied-alarms';
import {
  doubtfulAlarm,
  earlierAlarms,
  oldExportAlarm,
  sizeLimitAlarm,
} from '#lib/domain/plan/alarms/file-alarms';
import {
  addressAlarm,
  adminsAlarm,
  adminsByFileAlarm,
  operatorAlarm,
} from '#lib/domain/plan/alarms/guard-alarms';
import type { PlanFacts } from '#lib/domain/plan/alarms/plan-facts';
import {
  changedAlarm,
  failingAlarm,
  refusedBeforeAlarm,
  returningAlarm,
  unlistedAlarm,
} from '#lib/domain/plan/alarms/prediction-alarms';
import {
  datesAlarm,
  recentAlarm,
  serviceAlarm,
  serviceUnknownAlarm,
  tokensAlarm,
} from '#lib/domain/plan/alarms/use-alarms';
import type { Pieces } from '#lib/domain/text/pieces';

/** All alarms of a plan, the gravest first. In pieces. */
export function* planAlarms(facts: PlanFacts): Pieces<PlanAlarm[]> {
  return [
    yield* operatorAlarm(facts),
    yield* adminsAlarm(facts),
    yield* addressAlarm(facts),
    sizeLimitAlarm(facts),
    adminsByFileAlarm(facts),
    yield* doubtfulAlarm(facts),
    ...earlierAlarms(facts),
    yield* failingAlarm(facts),
    yield* refusedBeforeAlarm(facts),
    yield* returningAlarm(facts),
    yield* unlistedAlarm(facts),
    yield* tokensAlarm(facts),
    yield* serviceAlarm(facts),
    serviceUnknownAlarm(facts),
    yield* recentAlarm(facts),
    yield* datesAlarm(facts),
    yield* changedAlarm(facts),
    ...(yield* emptiedAlarms(facts)),
    oldExportAlarm(facts),
  ].filter((alarm) => alarm !== null);
}
