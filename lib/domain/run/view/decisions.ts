/**
 * The decisions about the users of an ended run: dismissals in its own journal, and users whom later runs have settled.
 * Pure.
 */
import { concernsOf, dismissalOf } from '#lib/domain/run/concerns';
import type { Dismissal, RunState } from '#lib/domain/run/state';
import { whole } from '#lib/domain/text/whole';

/** A run that settled a user, and when it ended (ms since the epoch). */
interface SettledBy {
  runId: string;
  number: number;
  at: number;
}

/** A user whose account a later run left in the goal status of this run. */
export interface SettledUser extends SettledBy {
  position: number;
}

/** The users whom later runs have settled, as was known at `knownAt` (ms since the epoch). */
export interface SettledLater {
  knownAt: number;
  settled: readonly SettledUser[];
}

/** Each user who needs a decision, or has one, by position in the plan. */
export interface Decisions {
  /** Neither dismissed nor settled by a later run. */
  open: ReadonlySet<number>;
  settled: ReadonlyMap<number, SettledBy>;
  dismissed: ReadonlyMap<number, Dismissal>;
}

/** The number of users who need a decision, were settled by which run, and were dismissed. */
export interface DecisionCounts {
  open: number;
  settled: readonly { run: number; users: number }[];
  dismissed: number;
}

/** The decisions by the journal of the run, and by what later runs have settled. */
export function decisionsOf(state: RunState, settledLater: readonly SettledUser[]): Decisions {
  const concerns = concernsOf(state);
  const later = new Map(settledLater.map(({ position, ...by }) => [position, by]));
  const open = new Set<number>();
  const settled = new Map<number, SettledBy>();
  const dismissed = new Map<number, Dismissal>();
  for (const position of concerns.keys()) {
    const dismissal = dismissalOf(state, concerns, position);
    const by = later.get(position);
    if (dismissal !== null) dismissed.set(position, dismissal);
    else if (by !== undefined) settled.set(position, by);
    else open.add(position);
  }
  return { open, settled, dismissed };
}

/** The decisions about these users, counted; by default about all. */
export function decisionCounts(
  { open, settled, dismissed }: Decisions,
  positions: Iterable<number> = [...open, ...settled.keys(), ...dismissed.keys()],
): DecisionCounts {
  const counts = { open: 0, dismissed: 0 };
  const byRun = new Map<number, number>();
  for (const position of positions) {
    const by = settled.get(position)?.number;
    if (open.has(position)) counts.open += 1;
    if (dismissed.has(position)) counts.dismissed += 1;
    if (by !== undefined) byRun.set(by, (byRun.get(by) ?? 0) + 1);
  }
  return { ...counts, settled: [...byRun].map(([run, users]) => ({ run, users })) };
}

/** `3 need a decision · 20 settled in run 3 · 4 dismissed`; empty if no user has or needs a decision. */
export function decisionText({ open, settled, dismissed }: DecisionCounts): string {
  const parts = [
    ...(open > 0 ? [`${whole(open)} ${open === 1 ? 'needs' : 'need'} a decision`] : []),
    ...settled.map(({ run, users }) => `${whole(users)} settled in run ${run}`),
    ...(dismissed > 0 ? [`${whole(dismissed)} dismissed`] : []),
  ];
  return parts.join(' · ');
}
