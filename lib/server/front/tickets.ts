/** Tickets replace the token in requests that cannot send a header (an event stream, a download). */
import { randomBytes } from 'node:crypto';
import { sameSecret } from '#lib/server/front/same-secret';
import type { Session } from '#lib/server/front/session';

/** The time for which a ticket is valid, in ms. */
const lifeMs = 30_000;
/** Maximum number of unused tickets. The oldest is dropped first. */
const mostKept = 1_000;

/** The tickets of one start. */
export interface Tickets {
  /** A ticket for one GET of this path and query by this session. */
  issue(session: Session, target: string): string;
  /** Whether the ticket is valid. Checking it uses it up. */
  redeem(session: Session, target: string, ticket: string): boolean;
}

/** `now` is a monotonic clock in ms. */
export function newTickets(now: () => number): Tickets {
  let kept: { session: Session; target: string; ticket: string; until: number }[] = [];
  return {
    issue(session, target) {
      const ticket = randomBytes(24).toString('base64url');
      kept.push({ session, target, ticket, until: now() + lifeMs });
      kept = kept.filter(({ until }) => until >= now()).slice(-mostKept);
      return ticket;
    },
    redeem(session, target, ticket) {
      const found = kept.find((each) => sameSecret(each.ticket, ticket));
      kept = kept.filter((each) => each !== found);
      return found?.session === session && found.target === target && now() <= found.until;
    },
  };
}

/** Splits the ticket off a target, whose last parameter it is; null if there is none. */
export function splitTicket(target: string): { target: string; ticket: string } | null {
  const [whole, ticket = ''] = /[?&]ticket=([\w-]+)$/.exec(target) ?? [];
  return whole === undefined ? null : { target: target.slice(0, -whole.length), ticket };
}
