/** What was decided about the users of an ended run, for its page. Pure. */
import { formatCount } from '#components/shared/format.ts';
import type { SettledUsers } from '#lib/contract/run';
import { concernsOf, dismissalOf } from '#lib/domain/run/concerns';
import type { Dismissal, RunState } from '#lib/domain/run/state';

/** Each user who needs a decision, or has one, by position in the plan. */
export interface Decisions {
  /** Neither dismissed nor settled by a later run. */
  open: ReadonlySet<number>;
  /** The later run that settled the user. */
  settled: ReadonlyMap<number, { runId: string; number: number }>;
  dismissed: ReadonlyMap<number, Dismissal>;
}

/** The decisions by the journal of the run, and by what later runs have settled. */
export function decisionsOf(state: RunState, settledLater: SettledUsers): Decisions {
  const concerns = concernsOf(state);
  const later = new Map(settledLater.map(({ position, ...by }) => [position, by]));
  const open = new Set<number>();
  const settled = new Map<number, { runId: string; number: number }>();
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

/** `3 need a decision · 20 settled in run 3 · 4 dismissed`, about these users; empty if none has or needs a decision. */
export function decisionText(
  { open, settled, dismissed }: Decisions,
  positions: Iterable<number> = [...open, ...settled.keys(), ...dismissed.keys()],
): string {
  let needs = 0;
  let left = 0;
  const byRun = new Map<number, number>();
  for (const position of positions) {
    const by = settled.get(position)?.number;
    if (open.has(position)) needs += 1;
    if (dismissed.has(position)) left += 1;
    if (by !== undefined) byRun.set(by, (byRun.get(by) ?? 0) + 1);
  }
  const parts = [
    ...(needs > 0 ? [`${needs} ${needs === 1 ? 'needs' : 'need'} a decision`] : []),
    ...[...byRun].map(([number, count]) => `${formatCount(count)} settled in run ${number}`),
    ...(left > 0 ? [`${left} dismissed`] : []),
  ];
  return parts.join(' · ');
}
