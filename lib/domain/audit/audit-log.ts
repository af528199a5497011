/** Atlassian's audit log as it was read after a run: part of the state of the run. Pure. */
import type { AuditLogEvent, LoggedEvent } from '#lib/domain/audit/audit-events';

/** One reading of the log. Times are ms since the epoch. */
export interface ReadLog {
  begunAt: number;
  /** When it ended; null while it is under way or interrupted. */
  endedAt: number | null;
  /** The time that the log was asked about. */
  from: number;
  to: number;
  /** Number of pages that were read. */
  pages: number;
  events: LoggedEvent[];
  /** Number of events about other things, which are not stored. */
  left: number;
  unread: number;
  /** The reason why the log was not read to its end; empty if it was. */
  message: string;
  hint: string;
}

/** The readings of the log. A later one that read nothing leaves the earlier one as it is. */
export interface AuditLog {
  /** The last reading with at least one page; null if there is none. */
  known: ReadLog | null;
  /** The last reading; the same as `known` if it read a page and has ended. */
  last: ReadLog;
}

/** Folds one event; `at` is the entry's time in ms since the epoch. Returns the log, changed in place. */
export function foldAuditLog(log: AuditLog | null, event: AuditLogEvent, at: number): AuditLog | null {
  if (event.type === 'audit-begun') {
    const { from, to } = event;
    const counts = { pages: 0, left: 0, unread: 0 };
    const last = { begunAt: at, endedAt: null, from, to, ...counts, events: [], message: '', hint: '' };
    return { known: log?.known ?? null, last };
  }
  if (log === null) return null;
  const { last } = log;
  if (event.type === 'audit-read') {
    last.pages += 1;
    last.left += event.left;
    last.unread += event.unread;
    for (const each of event.events) last.events.push(each);
    return log;
  }
  last.endedAt = at;
  last.message = event.message;
  last.hint = event.hint;
  return last.pages > 0 ? { known: last, last } : log;
}

/** Whether a reading of the log has begun and not ended. It may be interrupted. */
export function isReadingLog(log: AuditLog | null): boolean {
  return log !== null && log.last.endedAt === null;
}
