/** The guard's first rules: a request must be plain HTTP/1, for one of this server's names. */
import type { IncomingMessage } from 'node:http';
import { isNameOfAStart } from '#lib/server/front/host-name';
import { earlierStart, type Refusal } from '#lib/server/front/refusal';
import { decodedPath, timesSent } from '#lib/server/front/request-header';

/** Parts of a path that the next parser may read differently: dot segments, backslashes, control characters. */
const ambiguous = /(?:^|\/)\.{1,2}(?:\/|$)|[\\\p{Cc}]/u;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Refuses what no ordinary browser or script sends; null if the form of the request is right. */
export function formRefusal(request: IncomingMessage, hosts: ReadonlySet<string>): Refusal | null {
  if (!methods.includes(request.method ?? ''))
    return { ...notAllowed, headers: { Allow: methods.join(', ') } };
  const target = request.url ?? '';
  // Refuses `*`, `host:port` and `http://host/path`, and texts that a URL parser would read as one of them.
  if (!/^\/(?!\/)[^\s\\#]*$/.test(target)) return badTarget;
  const path = decodedPath(request);
  if (path === null || ambiguous.test(path)) return badTarget;
  if (timesSent(request, 'host') !== 1) return badHost;
  const host = request.headers.host ?? '';
  if (!hosts.has(host)) return isNameOfAStart(host) ? earlierStart : foreignHost;
  // Lockstep has no service worker. A request for the script of one comes from a worker that another program left here.
  if (timesSent(request, 'service-worker') > 0) return noWorker;
  // Lockstep has no server actions, so no request reaches their decoder.
  if (timesSent(request, 'next-action') > 0) return badAction;
  return null;
}

const hint = 'Open the link that Lockstep printed in its terminal.';

const notAllowed: Refusal = {
  status: 405,
  code: 'method-not-allowed',
  message: 'Lockstep does not support this method.',
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
