/** The lines about Atlassian's audit log, for the page of a run and its report. Pure. */
import type { ReadLog } from '#lib/domain/audit/audit-log';
import type { RunState } from '#lib/domain/run/state';
import { auditMatch } from '#lib/domain/run/view/audit-match';
import { whole } from '#lib/domain/text/whole';

/** Names with their values, as in a list of facts; empty if the log was never read. */
export function auditLines(state: RunState): readonly (readonly [name: string, value: string])[] {
  const match = auditMatch(state);
  const known = state.auditLog?.known;
  if (!match || !known) return [];
  const lines: [string, string][] = [
    ['In the log', users(match.matched)],
    [isWholeLog(known) ? 'Not in the log' : 'Not found in what was read', users(match.missing.length)],
    ...match.actors.map(({ label, events }): [string, string] => [`Done by ${label}`, users(events)]),
    ['Other changes of accounts', whole(match.others.length)],
  ];
  return lines;
}

/** Limits of the reading of the log, in sentences; empty if there are none. */
export function auditNote(state: RunState): string {
  const { auditLog } = state;
  if (auditLog === null) return '';
  const { last, known } = auditLog;
  const unread = known?.unread ?? 0;
  const match = auditMatch(state);
  return [
    last.message,
    last.hint,
    unread > 0 ? `${whole(unread)} of its events could not be read.` : '',
    (match?.missing.length ?? 0) > 0 ? 'The log may lag behind: ask again later.' : '',
    match === null ? '' : inferredText(match.actions),
  ]
    .filter(Boolean)
    .join(' ');
}

/** The text which says that the actions counting as changes are inferred, since Atlassian publishes no list of them. */
function inferredText(actions: readonly string[]): string {
  const read = actions.length === 0 ? '' : ` Counted here: ${actions.join(', ')}.`;
  return `Atlassian does not document which action it logs for such a call, so Lockstep goes by the words of its name.${read}`;
}

/** Whether all events of the time were read. */
export function isWholeLog({ message, unread }: ReadLog): boolean {
  return message === '' && unread === 0;
}

function users(count: number): string {
  return `${whole(count)} ${count === 1 ? 'user' : 'users'}`;
}
