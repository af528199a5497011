/** The three reports of a pack, as a maker writes them. */
import type { reportParts } from '#lib/domain/evidence/pack-facts';
import type { RunReport } from '#lib/engine/run/run-view';
import { reportPage, reportTable, reportText } from '#lib/server/http/report-views';

/**
 * The writer and the time of a report: the versions of Lockstep and of the Unicode data, the zone, ms since the epoch.
 */
export interface Maker {
  lockstep: string;
  icu: string;
  timeZone: string;
  madeAt: number;
}

/** This program as a maker at `madeAt`, ms since the epoch. */
export function thisMaker(lockstep: string, madeAt: number): Maker {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { lockstep, icu: process.versions.icu ?? '', timeZone, madeAt };
}

/** The text of each report, in pieces. */
export function reportTexts(
  report: RunReport,
  { madeAt, timeZone }: Pick<Maker, 'madeAt' | 'timeZone'>,
): Record<(typeof reportParts)[number], () => Generator<string>> {
  return {
    csv: () => reportTable(report),
    json: () => reportText(report),
    html: () => reportPage(report, madeAt, timeZone).html,
  };
}
