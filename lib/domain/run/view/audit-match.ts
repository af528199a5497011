/**
 * Compares Atlassian's audit log with the journal of a run: changes in both, changes missing from the log, and changes
 * by others. Pure.
 */
import { actionSense } from '#lib/domain/audit/action-sense';
import type { LoggedEvent } from '#lib/domain/audit/audit-events';
import { actTerms } from '#lib/domain/outcome/act';
import type { RunState } from '#lib/domain/run/state';
import { isReportedChanged } from '#lib/domain/run/verdict';

/** A person or key that acted, with the number of its events. */
interface LoggedActor {
  label: string;
  events: number;
}

/** The result of the comparison. */
interface AuditMatch {
  /** Users whom the run reports as changed, and for whom the log has the change. */
  matched: number;
  /** The positions of those for whom it has none. */
  missing: readonly number[];
  /** The actions of the changes that match, each once. */
  actions: readonly string[];
  /** The actors of the changes that match. */
  actors: readonly LoggedActor[];
  /** Other changes of accounts in that time: of the plan's users, or of other accounts. */
  others: readonly LoggedEvent[];
}

/** Compares the last reading of the log with the journal; null if none has read a page. */
export function auditMatch(state: RunState): AuditMatch | null {
  const known = state.auditLog?.known;
  if (!known) return null;
  const { goal } = actTerms[state.act];
  const matched = new Set<number>();
  const byActor = new Map<string, number>();
  const actions = new Set<string>();
  const others: LoggedEvent[] = [];
  for (const event of known.events) {
    const sense = actionSense(event.action);
    if (sense === null) continue;
    const own =
      sense === goal ? event.positions.filter((position) => isReportedChanged(state, position)) : [];
    const isOwn = own.some((position) => !matched.has(position));
    for (const position of own) matched.add(position);
    if (!isOwn) {
      others.push(event);
      continue;
    }
    actions.add(event.action);
    byActor.set(actorLabel(event), (byActor.get(actorLabel(event)) ?? 0) + 1);
  }
  const { done, confirmed } = actTerms[state.act];
  const missing = state.users
    .positions(({ outcome }) => outcome === done || outcome === confirmed)
    .filter((position) => !matched.has(position));
  return {
    matched: matched.size,
    missing,
    actions: [...actions],
    actors: [...byActor].map(([label, events]) => ({ label, events })).sort((a, b) => b.events - a.events),
    others,
  };
}

/** The key, or the person, that an event names. */
export function actorLabel({ actor }: LoggedEvent): string {
  const { tokenLabel, tokenId, name, email, id } = actor;
  const person = name ?? email ?? id;
  const key = tokenLabel ?? tokenId;
  if (key === null) return person ?? 'Not named';
  return person === null ? `Key “${key}”` : `Key “${key}” of ${person}`;
}
