/** Asks the server whether a run stands still, since the journal cannot say that. */
import { useRuns } from '#components/shared/use-runs.ts';

/**
 * For how many minutes the run has made no step for no known reason, while the page knows it up to `seq`; 0 if it
 * makes steps.
 */
export function useStillMinutes(id: string, seq: number): number {
  const run = useRuns().runs?.find((each) => each.id === id);
  return run && run.seq >= seq ? run.stillMinutes : 0;
}
