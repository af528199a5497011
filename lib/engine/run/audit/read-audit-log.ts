/** Reads Atlassian's audit log of the time of a run, page by page, into the journal of the run. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { actionSense } from '#lib/domain/audit/action-sense';
import type { AuditLogEvent, LoggedEvent } from '#lib/domain/audit/audit-events';
import type { AuditEvent, AuditPage } from '#lib/engine/atlassian-shapes';
import type { Atlassian, Clock } from '#lib/engine/ports';

/** Pause before each further page, in ms: at most ten requests a minute are allowed [SPEC]. */
const pauseMs = 6_500;

/** Maximum number of pages, of 500 events each: some minutes. */
const mostPages = 40;

/** The time and the accounts to look for, and where the events are written. */
interface AuditReading {
  organisationId: string;
  /** Ms since the epoch. */
  from: number;
  to: number;
  /** The accounts of the plan, by position. */
  positions: ReadonlyMap<AccountKey, number>;
  atlassian: Pick<Atlassian, 'auditEvents'>;
  clock: Pick<Clock, 'sleep'>;
  signal: AbortSignal;
  /** Writes into the journal of the run; false if that failed. */
  write(event: AuditLogEvent): boolean;
}

/** The place at which an interrupted reading continues. */
export interface AuditPlace {
  pages: number;
  /** The cursor of the next page; null for the first. */
  cursor: string | null;
}

/** Continues the reading at this place, and updates the place. Writes the end, unless the signal aborts first. */
export async function readAuditLog(reading: AuditReading, place: AuditPlace): Promise<void> {
  const { organisationId, from, to, atlassian, clock, signal, write } = reading;
  const pages = atlassian.auditEvents(organisationId, { from, to }, signal, place.cursor);
  for await (const answer of pages) {
    if (signal.aborted) return;
    if (!answer.ok) {
      const { message, status } = answer.fault;
      write({ type: 'audit-ended', message, hint: isRefusal(status) ? whyRefused : answer.fault.hint });
      return;
    }
    if (!write(pageEvent(answer.value, reading.positions))) return;
    place.pages += 1;
    place.cursor = answer.value.next;
    if (answer.value.next === null) break;
    if (place.pages >= mostPages) {
      write({ type: 'audit-ended', message: tooMany, hint: '' });
      return;
    }
    await clock.sleep(pauseMs, signal);
    if (signal.aborted) return;
  }
  write({ type: 'audit-ended', message: '', hint: '' });
}

const whyRefused =
  'The audit log needs Atlassian Guard, and a key that may read it. This says nothing about what else the key may do.';

const tooMany = `The log has more events of this time than Lockstep reads: ${mostPages} pages of 500.`;

function isRefusal(status: number | null): boolean {
  return status === 401 || status === 403 || status === 404 || status === 410;
}

function pageEvent({ events, unread }: AuditPage, positions: ReadonlyMap<AccountKey, number>): AuditLogEvent {
  const kept = events.map((event) => loggedEvent(event, positions)).filter((each) => each !== null);
  return { type: 'audit-read', events: kept, left: events.length - kept.length, unread };
}

/**
 * The event as it is written to the journal; null if it concerns no account of the plan and changes no other account.
 */
function loggedEvent(
  { at, action, actor, about }: AuditEvent,
  positions: ReadonlyMap<AccountKey, number>,
): LoggedEvent | null {
  const found: number[] = [];
  const others: string[] = [];
  for (const id of about) {
    // An account may be named by its ID, or by an address that ends with it [INFER].
    const position = positions.get(accountKey(id)) ?? positions.get(accountKey(id.split('/').at(-1) ?? id));
    if (position === undefined) others.push(id);
    else found.push(position);
  }
  if (found.length === 0 && actionSense(action) === null) return null;
  return { at, action, actor, positions: found, others };
}
