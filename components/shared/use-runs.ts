/** All runs, newest first. */
import useSWR from 'swr';
import { type ApiFailure, get } from '#components/shared/api.ts';
import { type ListedRun, type RunSummary, runsSchema } from '#lib/contract/runs';

interface RunsUse {
  /** Undefined until the first answer. */
  runs: ListedRun[] | undefined;
  failure: ApiFailure | undefined;
  /** Whether there is a first answer, or a reason why there is none. */
  isKnown: boolean;
  retry: () => void;
}

/** Reads the runs, again every two seconds while one is under way. Reads nothing while `asked` is false. */
export function useRuns(asked = true): RunsUse {
  const { data, error, mutate } = useSWR<{ runs: ListedRun[] }, ApiFailure>(
    asked ? '/api/runs' : null,
    (path: string) => get(path, runsSchema),
    {
      refreshInterval: (latest) => (latest?.runs.some(isUnfinished) ? 2_000 : 0),
      // Notifications are needed while the page is hidden.
      refreshWhenHidden: true,
    },
  );
  const isKnown = data !== undefined || error !== undefined;
  return { runs: data?.runs, failure: error, isKnown, retry: () => void mutate() };
}

/** Whether an ended run has users who need a decision. */
export function isOpen({ status, users }: Pick<ListedRun, 'status' | 'users'>): boolean {
  return status === 'ended' && users.open > 0;
}

/** Whether a run is not over yet. While one is not, no other run can start. */
export function isUnfinished(run: Pick<RunSummary, 'status'>): boolean {
  return run.status !== 'ended';
}
