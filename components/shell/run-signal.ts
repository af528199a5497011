/** Texts about runs for the title and the icon of the page and for notifications. Pure. */
import type { ListedRun } from '#lib/contract/runs';
import { dryRunMark } from '#lib/domain/outcome/act';
import { resultLine } from '#lib/domain/run/view/result';

/** The icons of the page while a run is under way, waits for the admin, or has just ended. */
export const signalIcons = {
  running: '/icon-running.svg',
  'needs-you': '/icon-needs-you.svg',
  ended: '/icon-ended.svg',
} as const;
export type Signal = keyof typeof signalIcons;

/** Whether a run is under way, needs the admin, or has ended. */
export function signalOf({ status, differences }: Pick<ListedRun, 'status' | 'differences'>): Signal {
  if (status === 'ended') return 'ended';
  const goesOn = status === 'new' || status === 'running' || status === 'stopping';
  return goesOn && differences.length === 0 ? 'running' : 'needs-you';
}

/** A change that the admin should hear about. */
interface RunNews {
  run: Pick<ListedRun, 'id' | 'number'>;
  signal: Signal;
  title: string;
  body: string;
}

/**
 * The changes of runs that were under way in `before` and now wait or have ended. Runs that are not in `before` are
 * left out.
 */
export function newsOf(before: readonly ListedRun[], now: readonly ListedRun[]): RunNews[] {
  return now.flatMap((run) => {
    const earlier = before.find(({ id }) => id === run.id);
    const signal = signalOf(run);
    if (!earlier || earlier.status === 'ended' || signal === 'running' || signalOf(earlier) === signal)
      return [];
    const act = run.plan.act ?? 'deactivate';
    const name = `${act === 'dry-run' ? `${dryRunMark} · ` : ''}Run ${run.number}`;
    const title = signal === 'ended' ? `${name} has ended` : `${name} waits for you`;
    return [{ run: { id: run.id, number: run.number }, signal, title, body: bodyOf(run, signal) }];
  });
}

/** The progress of the run and, of one that waits, why: `Paused by you. 3 of 4 deactivated.` */
function bodyOf({ plan, counts, differences, failure, pause, status }: ListedRun, signal: Signal): string {
  const result = resultLine(plan.act ?? 'deactivate', counts);
  if (signal === 'ended') return result;
  const interrupted = status === 'interrupted' ? 'Lockstep stopped while the run was under way.' : null;
  const why = differences[0] ?? failure ?? pause ?? interrupted;
  return why === null ? result : `${why} ${result}`;
}

/** The page of a run. */
export function runPath({ id }: Pick<ListedRun, 'id'>): string {
  return `/runs/${encodeURIComponent(id)}`;
}

/** The mark before the title of every page; empty for none. The page of the run has the status in its own title. */
export function titleMark(
  unfinished: Pick<ListedRun, 'id' | 'number' | 'status' | 'differences'> | undefined,
  ended: Pick<ListedRun, 'id' | 'number'> | null,
  path: string,
): string {
  const waits = unfinished && signalOf(unfinished) === 'needs-you' ? unfinished : null;
  const run = waits ?? ended;
  if (run === null || path === runPath(run)) return '';
  return `Run ${run.number} ${run === waits ? 'waits for you' : 'has ended'} · `;
}
