/** The name of a run's report as a file. */
import type { RunView } from '#lib/engine/run/runs';

/** Such as `lockstep-run-7-2026-01-31.csv`; a dry run says so in front. */
export function reportName({ record, state }: Pick<RunView, 'record' | 'state'>, extension: string): string {
  const day = new Date(record.createdAt).toISOString().slice(0, 10);
  const mark = state.act === 'dry-run' ? 'DRY-RUN-' : '';
  return `${mark}lockstep-run-${record.number}-${day}.${extension}`;
}
