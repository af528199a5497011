/** The file name of a run's report. */
import { localDay } from '#lib/domain/local-day';
import type { RunView } from '#lib/engine/run/run-view';

/**
 * A name such as `lockstep-run-7-2026-01-31.csv`; a dry run's begins with `DRY-RUN-`, and a redacted one ends with
 * `-redacted`.
 */
export function reportName(
  { record, summary }: Pick<RunView, 'record' | 'summary'>,
  extension: string,
  redacted = false,
): string {
  const day = localDay(record.createdAt);
  const mark = summary.act === 'dry-run' ? 'DRY-RUN-' : '';
  return `${mark}lockstep-run-${record.number}-${day}${redacted ? '-redacted' : ''}.${extension}`;
}
