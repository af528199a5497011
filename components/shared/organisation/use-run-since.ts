/** The run that the shown numbers of the organisation may not show. */
import { type RunSince, runSince } from '#components/shared/organisation/run-since.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { useRuns } from '#components/shared/use-runs.ts';
import type { Organisation } from '#lib/contract/organisation';

/** Null also until the runs are read, and while nothing of the organisation is. */
export function useRunSince(organisation: Organisation | undefined): RunSince | null {
  const { runs } = useRuns();
  const { connection } = useConnection();
  if (!organisation || organisation.read.state === 'never' || !runs) return null;
  const connected = connection?.state === 'connected' ? connection.organisation : null;
  return runSince(organisation.read.at, runs, connected?.id ?? null);
}
