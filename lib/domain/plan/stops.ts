/** Finds what would keep the real run from starting, for the report of a dry run. Pure. */

import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { PlanTerms } from '#lib/domain/plan/plan';

/** The stops, one sentence each, the gravest first; empty if the same plan could be started for real. */
export function stopsOf(alarms: readonly PlanAlarm[], terms: PlanTerms | undefined): string[] {
  const reasonGiven = terms?.sizeLimit.raisedBecause != null;
  return alarms.flatMap(({ level, title }) => {
    if (level === 'refuse' || level === 'question') return [title];
    return level === 'reason' && !reasonGiven ? [`${title} It would need a reason.`] : [];
  });
}
