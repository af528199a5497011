/** Recognises requests from our own pages by the session cookie and the origin, if no token can be sent. */
import type { IncomingMessage } from 'node:http';
import type { OwnRules } from '#lib/server/front/front';
import { ownOrigin } from '#lib/server/front/origin-rules';
import { formRefusal } from '#lib/server/front/request-form';
import { header } from '#lib/server/front/request-header';
import type { Session } from '#lib/server/front/session';

/** The session of a well-formed request from one of our pages; null for any other request. */
export function sessionOfOwnPage(request: IncomingMessage, { hosts, sessions }: OwnRules): Session | null {
  const site = header(request, 'sec-fetch-site');
  const isOwn =
    formRefusal(request, hosts) === null &&
    header(request, 'origin') === ownOrigin(request) &&
    (site === '' || site === 'same-origin');
  return isOwn ? sessions.of(request) : null;
}
