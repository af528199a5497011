/** Whether what stands above the list of a review is known. */
import { useEffect, useState } from 'react';
import { usePreflightAnswer } from '#components/review/preflight/use-preflight.ts';
import { useRuns } from '#components/shared/use-runs.ts';

/** The longest time that the list waits for it, in ms. The check of a large file takes longer to read. */
const longestMs = 1_000;

/** What is known of the check and of the runs has its place then, and does not move the list any more. */
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
