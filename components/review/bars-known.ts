/** Whether the contents of the bars above the list of a review are known. */
import { useEffect, useState } from 'react';
import { usePreflightAnswer } from '#components/review/preflight/use-preflight.ts';
import { useRuns } from '#components/shared/use-runs.ts';

/** Maximum time that the list waits for them, in ms. Reading the check of a large file can take longer. */
const longestMs = 1_000;

/**
 * True once the check and the runs are read, so that their bars do not move the list any more; after `longestMs` in any
 * case.
 */
export function useBarsKnown(rosterId: string): boolean {
  const runs = useRuns();
  const { data, error } = usePreflightAnswer(rosterId);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(setLate, longestMs, true);
    return () => clearTimeout(timer);
  }, []);
  return isLate || (runs.isKnown && (data !== undefined || error !== undefined));
}
