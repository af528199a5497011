/** Everything that speaks against a plan, with the names behind it: one function an alarm, in the files beside. Pure. */
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { emptiedAlarms } from '#lib/domain/plan/alarms/emptied-alarms';
import {
  doubtfulAlarm,
  earlierAlarms,
  oldExportAlarm,
  sizeLimitAlarm,
  strangersAlarm,
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

/** All alarms of a plan, the gravest first. */
export function planAlarms(facts: PlanFacts): PlanAlarm[] {
  return [
    operatorAlarm(facts),
    adminsAlarm(facts),
    addressAlarm(facts),
    sizeLimitAlarm(facts),
    adminsByFileAlarm(facts),
    strangersAlarm(facts),
    doubtfulAlarm(facts),
    ...earlierAlarms(facts),
    failingAlarm(facts),
    returningAlarm(facts),
    unlistedAlarm(facts),
    tokensAlarm(facts),
    serviceAlarm(facts),
    serviceUnknownAlarm(facts),
    recentAlarm(facts),
    datesAlarm(facts),
    changedAlarm(facts),
    ...emptiedAlarms(facts),
    oldExportAlarm(facts),
  ].filter((alarm) => alarm !== null);
}
