/** The first rules: a plain request of HTTP/1, for this server by name. */
import type { IncomingMessage } from 'node:http';
import { isNameOfAStart } from '#lib/server/front/host-name';
import { earlierStart, type Refusal } from '#lib/server/front/refusal';
import { decodedPath, timesSent } from '#lib/server/front/request-header';

/** What the next parser may read as another path than we did: dot segments, backslashes, control characters. */
const isCrooked = /(?:^|\/)\.{1,2}(?:\/|$)|[\\\p{Cc}]/u;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Refuses what no browser and no script of good will sends; null where the form of the request is right. */
export function formRefusal(request: IncomingMessage, hosts: ReadonlySet<string>): Refusal | null {
  if (!methods.includes(request.method ?? ''))
    return { ...notAllowed, headers: { Allow: methods.join(', ') } };
  const target = request.url ?? '';
  // Not `*`, not `host:port`, not `http://host/path`; nor what a URL parser takes for one of those.
  if (!/^\/(?!\/)[^\s\\#]*$/.test(target)) return badTarget;
  const path = decodedPath(request);
  if (path === null || isCrooked.test(path)) return badTarget;
  if (timesSent(request, 'host') !== 1) return badHost;
  const host = request.headers.host ?? '';
  if (!hosts.has(host)) return isNameOfAStart(host) ? earlierStart : foreignHost;
  // Lockstep has no service worker: what asks for the script of one was left here by another program.
  if (timesSent(request, 'service-worker') > 0) return noWorker;
  // Lockstep has no server actions: no request gets as far as their decoder.
  if (timesSent(request, 'next-action') > 0) return badAction;
  return null;
}

const hint = 'Open the link that Lockstep printed in its terminal.';

const notAllowed: Refusal = {
  status: 405,
  code: 'method-not-allowed',
  message: 'This method is not answered.',
  hint: 'See docs/http-api.md for the requests there are.',
};

const badTarget: Refusal = {
  status: 400,
  code: 'bad-target',
  message: 'The address of this request is not a plain path.',
  hint,
};

const badHost: Refusal = {
  status: 400,
  code: 'bad-host',
  message: 'A request needs exactly one Host header.',
  hint,
};

const foreignHost: Refusal = {
  status: 421,
  code: 'foreign-host',
  message: 'Lockstep does not answer under this name.',
  hint,
};

const noWorker: Refusal = {
  status: 403,
  code: 'bad-header',
  message: 'Lockstep has no service worker.',
  hint,
};

const badAction: Refusal = {
  status: 400,
  code: 'bad-header',
  message: 'Lockstep has no server actions.',
  hint: 'See docs/http-api.md for the requests there are.',
};
