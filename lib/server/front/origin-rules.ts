/**
 * Who may ask: pages of our own, and scripts that know the token. The cookie alone is not enough, because cookies and
 * SameSite take no notice of ports: another server on localhost counts as the same site.
 */
import type { IncomingMessage } from 'node:http';
import type { Refusal } from '#lib/server/front/refusal';
import { header, isApi, isReading } from '#lib/server/front/request-header';
import { sameSecret } from '#lib/server/front/same-secret';

/** Refuses what a page of another origin sent, or may have sent. `token` is the one of the session. */
export function originRefusal(request: IncomingMessage, path: string, token: string): Refusal | null {
  return isReading(request) ? readingRefusal(request, path) : writingRefusal(request, token);
}

function readingRefusal(request: IncomingMessage, path: string): Refusal | null {
  const origin = header(request, 'origin');
  if (origin !== '' && origin !== ownOrigin(request)) return foreignOrigin;
  const site = header(request, 'sec-fetch-site');
  if (site === '' || site === 'same-origin' || site === 'none') return null;
  // A link on another page may lead to a page of ours; nothing else of ours can be had from there.
  const followed =
    header(request, 'sec-fetch-mode') === 'navigate' && header(request, 'sec-fetch-dest') === 'document';
  return followed && !isApi(path) ? null : foreignOrigin;
}

/** Everything has to be right; what is missing counts as wrong. */
function writingRefusal(request: IncomingMessage, token: string): Refusal | null {
  const site = header(request, 'sec-fetch-site');
  if (header(request, 'origin') !== ownOrigin(request)) return foreignOrigin;
  if (site !== '' && site !== 'same-origin') return foreignOrigin;
  const [type = ''] = header(request, 'content-type').split(';', 1);
  if (!['application/json', 'text/csv'].includes(type.trim().toLowerCase())) return badType;
  if (!sameSecret(header(request, 'x-lockstep-token'), token)) return badToken;
  return null;
}

/** The origin the request was sent to; its `Host` has been checked. */
function ownOrigin(request: IncomingMessage): string {
  return `http://${request.headers.host ?? ''}`;
}

const foreignOrigin: Refusal = {
  status: 403,
  code: 'foreign-origin',
  message: 'This request does not come from a page of Lockstep.',
  cure: 'Use the page of Lockstep itself. A script sends the Origin header, see docs/http-api.md.',
};

const badType: Refusal = {
  status: 403,
  code: 'bad-content-type',
  message: 'A request that changes something must be application/json or text/csv.',
  cure: 'Set the Content-Type header, see docs/http-api.md.',
};

const badToken: Refusal = {
  status: 403,
  code: 'bad-token',
  message: 'The token of this page is missing or from an earlier start of Lockstep.',
  cure: 'Reload the page. A script takes the token from GET /api/session.',
};
