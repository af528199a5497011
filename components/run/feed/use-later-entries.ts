import { useEffect } from 'react';
import { useRuns } from '#components/shared/use-runs.ts';

/**
 * Follows the journal of an ended run again when the list of runs says that it has grown: another window has verified
 * the run or dismissed users. The list is read again whenever this window gets the focus. `seq`: that of the last
 * known entry.
 */
export function useLaterEntries(
  { id, seq, ended }: { id: string; seq: number; ended: boolean },
  followAgain: () => void,
): void {
  const listed = useRuns(ended).runs?.find((run) => run.id === id)?.seq ?? 0;
  const isBehind = ended && listed > seq;
  useEffect(() => {
    if (isBehind) followAgain();
  }, [isBehind, followAgain]);
}
