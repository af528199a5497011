import useSWR from 'swr';
import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { type ApiFailure, get } from '#components/shared/api.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { type RunDetail, uncheckedRuleSchema } from '#lib/contract/run';
import { type Obstacle, resumeObstacle, type UncheckedRule } from '#lib/domain/run/next/obstacle';
import type { RunState } from '#lib/domain/run/state';

interface ObstacleUse {
  /**
   * What keeps a run that waits for the admin from being resumed; null if nothing does, or if the run does not wait.
   */
  obstacle: Obstacle | null;
  /** False while the page still asks whether there is one. */
  isKnown: boolean;
}

/** The obstacle at `now`, ms since the epoch by the server's clock: that by which the server would refuse to resume. */
export function useObstacle(
  { run, file, watching }: RunDetail,
  state: RunState,
  abandoned: RunControl['abandoned'],
  now: number,
): ObstacleUse {
  const waits = waitsForAdmin(state, abandoned);
  const { connection, failure } = useConnection();
  const asked = useUncheckedRule(run.id, waits ? state.seq : null);
  if (!waits) return { obstacle: null, isKnown: true };
  if (connection === undefined) return { obstacle: null, isKnown: failure !== undefined };
  const { plan, differences } = run;
  const obstacle = resumeObstacle(
    { watching, state, plan, differences, connection, file, wall: now },
    () => asked.rule,
  );
  return { obstacle, isKnown: obstacle !== null || asked.isKnown };
}

/** Whether nothing happens until the admin resumes the run or stops it. */
function waitsForAdmin({ status }: RunState, abandoned: RunControl['abandoned']): boolean {
  return (
    abandoned?.kind === 'cannot-go-on' ||
    (abandoned === null && (status === 'paused' || status === 'interrupted'))
  );
}

/**
 * The rule that keeps the run from being resumed. Asked when the run begins to wait, with each later entry of its
 * journal (`seq`), and whenever the admin comes back to the page. `seq` is null while the run does not wait.
 */
function useUncheckedRule(id: string, seq: number | null): { rule: UncheckedRule | null; isKnown: boolean } {
  const path = `/api/runs/${encodeURIComponent(id)}/unchecked-rule`;
  const { data, error } = useSWR<{ rule: UncheckedRule | null }, ApiFailure>(
    seq === null ? null : [path, seq],
    () => get(path, uncheckedRuleSchema),
    { keepPreviousData: true, dedupingInterval: 0 },
  );
  return { rule: data?.rule ?? null, isKnown: data !== undefined || error !== undefined };
}
