import useSWR from 'swr';
import { type ApiFailure, get } from '#components/shared/api.ts';
import { useRuns } from '#components/shared/use-runs.ts';
import { type SettledUsers, settledSchema } from '#lib/contract/run';

const nobody: SettledUsers = [];

/**
 * The users of an ended run whom later runs have settled; nobody until it is known. Asked again whenever the list of
 * runs says something else about later runs.
 */
export function useSettled(runId: string, number: number, ended: boolean): SettledUsers {
  const later = useRuns(ended)
    .runs?.filter((run) => run.number > number && run.status === 'ended')
    .map((run) => `${run.id} ${run.seq}`)
    .join(',');
  const path = `/api/runs/${encodeURIComponent(runId)}/settled`;
  const { data } = useSWR<{ settled: SettledUsers }, ApiFailure>(
    ended && later ? [path, later] : null,
    () => get(path, settledSchema),
    { keepPreviousData: true },
  );
  return data?.settled ?? nobody;
}
