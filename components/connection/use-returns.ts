/** Whether the admin has used Lockstep on this computer before. */
import { useRosters } from '#components/shared/use-rosters.ts';
import { useRuns } from '#components/shared/use-runs.ts';

/** Whether there is an upload or a run of before; null until it is known. A list that cannot be read has none. */
export function useReturns(): boolean | null {
  const { rosters, failure: rostersFailure } = useRosters();
  const { runs, failure: runsFailure } = useRuns();
  if ((!rosters && !rostersFailure) || (!runs && !runsFailure)) return null;
  return (rosters?.length ?? 0) > 0 || (runs?.length ?? 0) > 0;
}
