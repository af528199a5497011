/** For tests: what every row of a CSV report repeats. */
import type { EveryRow } from '#lib/domain/report/csv';

/** The facts about a run that ended at `endedAt`, ms since the epoch. */
export function everyRow(endedAt: number | null = 0): EveryRow {
  return {
    answered: [],
    redacted: false,
    sealed: 'Yes',
    endedAt,
    keys: [],
    run: 7,
    plan: { organisationId: 'org', organisationName: 'Example Org', digest: 'ab' },
    journal: 'As written',
    decidedAsOf: null,
  };
}
