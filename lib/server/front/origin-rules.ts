/**
 * Decides who may send requests: our own pages, and scripts that know the token. The cookie alone is not enough,
 * because cookies and SameSite ignore ports: another server on localhost counts as the same site.
 */
import type { IncomingMessage } from 'node:http';
import { tokenHeader } from '#lib/contract/session';
import type { Refusal } from '#lib/server/front/refusal';
import { header, isApi } from '#lib/server/front/request-header';
import { sameSecret } from '#lib/server/front/same-secret';
import type { Session } from '#lib/server/front/session';

/** Refuses a reading request that a page of another origin sent, or may have sent. */
export function foreignPage(request: IncomingMessage, path: string): Refusal | null {
  const origin = header(request, 'origin');
  if (origin !== '' && origin !== ownOrigin(request)) return foreignOrigin;
  const site = header(request, 'sec-fetch-site');
  if (site === '' || site === 'same-origin' || site === 'none') return null;
  // A link on another page may open one of our pages. Nothing else of ours is available to it.
  const followed =
    header(request, 'sec-fetch-mode') === 'navigate' && header(request, 'sec-fetch-dest') === 'document';
  return followed && !isApi(path) ? null : foreignOrigin;
}

/** Refuses a change that does not have the form of our own pages. A missing header counts as wrong. */
export function formOfChange(request: IncomingMessage): Refusal | null {
  const site = header(request, 'sec-fetch-site');
  if (header(request, 'origin') !== ownOrigin(request)) return foreignOrigin;
  if (site !== '' && site !== 'same-origin') return foreignOrigin;
  const [type = ''] = header(request, 'content-type').split(';', 1);
  if (!['application/json', 'text/csv'].includes(type.trim().toLowerCase())) return badType;
  return null;
}

/** Whether the request has the session's token: it comes from our own page, or from a script that was let in. */
export function knowsToken(request: IncomingMessage, session: Session): boolean {
  return sameSecret(header(request, tokenHeader), session.token);
}

/** The origin to which the request was sent. Its `Host` was checked before. */
export function ownOrigin(request: IncomingMessage): string {
  return `http://${request.headers.host ?? ''}`;
}

const foreignOrigin: Refusal = {
  status: 403,
  code: 'foreign-origin',
  message: 'This request does not come from a page of Lockstep.',
  hint: 'Use the page of Lockstep itself. A script sends the Origin header, see docs/http-api.md.',
};

const badType: Refusal = {
  status: 403,
  code: 'bad-content-type',
  message: 'A request that changes something must be application/json or text/csv.',
  hint: 'Set the Content-Type header, see docs/http-api.md.',
};
