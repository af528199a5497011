/** Decides about each request in one place, before Next.js sees any of it. */
import type { IncomingMessage } from 'node:http';
import { isLaunch } from '#lib/server/front/launch';
import { foreignPage, formOfChange, knowsToken } from '#lib/server/front/origin-rules';
import { badToken, noSession, type Refusal } from '#lib/server/front/refusal';
import { formRefusal } from '#lib/server/front/request-form';
import { decodedPath, isApi, isReading } from '#lib/server/front/request-header';
import type { Session, Sessions } from '#lib/server/front/session';
import { isOwnPath } from '#lib/server/front/session-requests';
import { splitTicket, type Tickets } from '#lib/server/front/tickets';

/** The guard's decision about a request. */
export type Verdict =
  | { kind: 'refuse'; refusal: Refusal }
  /** The page of the launch link. It is the same for every code. */
  | { kind: 'launch-page' }
  /** `POST /api/session`. The code is not checked yet. */
  | { kind: 'let-in' }
  /** A request about the session itself, which the front answers. */
  | { kind: 'session'; session: Session }
  /** A request for Next.js, which sees this target. */
  | { kind: 'forward'; session: Session; target: string };

/** Judges requests by the rules, the most basic first. Its only effect is that a ticket is used up. */
export function newGuard(
  hosts: ReadonlySet<string>,
  sessions: Sessions,
  tickets: Tickets,
): (request: IncomingMessage) => Verdict {
  return (request) => {
    const misformed = formRefusal(request, hosts);
    if (misformed) return { kind: 'refuse', refusal: misformed };
    const path = decodedPath(request) ?? '';
    // Without a code, this is the page for a browser that is not signed in.
    if (isReading(request) && path === '/launch') return { kind: 'refuse', refusal: noSession };
    if (isReading(request) && isLaunch(path)) return { kind: 'launch-page' };
    const lettingIn = request.method === 'POST' && path === '/api/session';
    const session = sessions.of(request);
    if (!session && !lettingIn) return { kind: 'refuse', refusal: noSession };
    const foreign = isReading(request) ? foreignPage(request, path) : formOfChange(request);
    if (foreign) return { kind: 'refuse', refusal: foreign };
    if (lettingIn) return { kind: 'let-in' };
    if (!session) return { kind: 'refuse', refusal: noSession };
    const split = request.method === 'GET' ? splitTicket(request.url ?? '') : null;
    const target = split?.target ?? request.url ?? '';
    const allowed =
      (isReading(request) && !isApi(path)) ||
      knowsToken(request, session) ||
      (split !== null && tickets.redeem(session, split.target, split.ticket));
    if (!allowed) return { kind: 'refuse', refusal: badToken };
    return isOwnPath(path) ? { kind: 'session', session } : { kind: 'forward', session, target };
  };
}
