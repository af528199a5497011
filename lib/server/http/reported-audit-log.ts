/** Atlassian's audit log as the JSON report has it. */
import type { ReportedAuditLog } from '#lib/contract/report';
import type { RunState } from '#lib/domain/run/state';
import { actorLabel, auditMatch } from '#lib/domain/run/view/audit-match';
import { auditNote, isWholeLog } from '#lib/domain/run/view/audit-texts';

/** The audit log beside the journal; null if it was not read. Users are named by the numbers of their rows. */
export function reportedAuditLog(state: RunState): ReportedAuditLog | null {
  const match = auditMatch(state);
  const known = state.auditLog?.known;
  if (!match || !known) return null;
  const { matched, missing, actors, others } = match;
  return {
    readAt: known.endedAt ?? known.begunAt,
    from: known.from,
    to: known.to,
    whole: isWholeLog(known),
    matched,
    missing: missing.map((position) => position + 1),
    actors: actors.map((actor) => ({ ...actor })),
    others: others.map((event) => ({
      at: event.at,
      action: event.action,
      actor: actorLabel(event),
      rows: event.positions.map((position) => position + 1),
      about: event.others,
    })),
    note: auditNote(state),
  };
}
