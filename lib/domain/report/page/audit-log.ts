/** The part of the report page about Atlassian's audit log. Pure. */
import { type Clock, escaped, shown } from '#lib/domain/report/page/markup';
import type { RunState } from '#lib/domain/run/state';
import { auditLines, auditNote } from '#lib/domain/run/view/audit-texts';

/** The audit log as it was read, and when; empty if it was never asked. */
export function auditLogBlock(state: RunState, clock: Clock): string {
  const { auditLog } = state;
  if (auditLog === null) return '';
  const { known, last } = auditLog;
  const at = known?.endedAt ?? last.endedAt;
  const note = auditNote(state);
  const facts: (readonly [string, string])[] = [
    ...auditLines(state),
    ...(at === null ? [] : [[known === null ? 'Asked' : 'As the log said', clock.moment(at)] as const]),
    ...(note === '' ? [] : [['Note', note] as const]),
  ];
  const list = facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${shown(value)}</dd>`).join('');
  return `<section><h2>Atlassian’s audit log</h2>\n<dl>${list}</dl></section>`;
}
