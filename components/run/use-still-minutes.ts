/** Whether a run stands still: its journal, which the page follows, cannot say that. */
import { useRuns } from '#components/shared/use-runs.ts';

/** For how many minutes the run has made no step for no known reason, while the page knows it up to `seq`; 0 where it makes steps. */
export function useStillMinutes(id: string, seq: number): number {
  const run = useRuns().runs?.find((each) => each.id === id);
  return run && run.seq >= seq ? run.stillMinutes : 0;
}
